import { inOneForm, inOneOrder } from './comparable.ts';
import type { Subject, Wire } from './subject.ts';

const must = async (subject: Subject, action: string, input: Wire): Promise<Wire> => {
  const { output, error } = await subject.perform(action, input);
  if (error) throw new Error(`${action} by the ${subject.name}: ${error.code}: ${error.message}`);
  return output;
};

export const streamOf = async (subject: Subject, table: string) => {
  const { Streams } = await must(subject, 'ListStreams', { TableName: table });
  const arn = (Streams as { StreamArn: string }[])[0]?.StreamArn;
  const { StreamDescription } = await must(subject, 'DescribeStream', { StreamArn: arn });
  const { Shards } = StreamDescription as { Shards: { ShardId: string }[] };
  return { arn, shards: Shards.map(({ ShardId }) => ShardId) };
};

/** Every record of a table's stream, shard by shard. */
export const readStream = async (subject: Subject, table: string): Promise<readonly Wire[]> => {
  const { arn, shards } = await streamOf(subject, table);
  const records: Wire[] = [];
  for (const ShardId of shards) {
    const start = { StreamArn: arn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let next = (await must(subject, 'GetShardIterator', start)).ShardIterator;
    for (;;) {
      const page = await must(subject, 'GetRecords', { ShardIterator: next });
      const found = page.Records as Wire[];
      records.push(...found);
      next = page.NextShardIterator;
      if (found.length === 0 || next === undefined) break;
    }
  }
  return records;
};

/** The known difference `emulatorStreamsEmptyMapsUntyped`. */
const withMapsTyped = (image: Wire | undefined): Wire | undefined => {
  const typed = (value: Wire): Wire => {
    if (Object.keys(value).length === 0) return { M: {} };
    if (value.M) return { M: withMapsTyped(value.M as Wire) };
    return value.L ? { L: (value.L as Wire[]).map(typed) } : value;
  };
  return (
    image && Object.fromEntries(Object.entries(image).map(([name, value]) => [name, typed(value as Wire)]))
  );
};

/** What the stream tells of each item, in the order in which it happened to it; of several items no order is promised. */
export const recordsByKey = async (
  subject: Subject,
  table: string,
): Promise<Readonly<Record<string, readonly Wire[]>>> => {
  const byKey: Record<string, Wire[]> = {};
  for (const { eventName, dynamodb } of await readStream(subject, table)) {
    const { Keys, StreamViewType, ...images } = dynamodb as Wire;
    const NewImage = withMapsTyped(images.NewImage as Wire | undefined);
    const OldImage = withMapsTyped(images.OldImage as Wire | undefined);
    const told = { eventName, Keys, NewImage, OldImage, StreamViewType };
    const key = JSON.stringify(inOneOrder(Keys));
    byKey[key] = [...(byKey[key] ?? []), inOneOrder(inOneForm(told)) as Wire];
  }
  return Object.fromEntries(Object.entries(byKey).toSorted(([one], [two]) => (one < two ? -1 : 1)));
};
