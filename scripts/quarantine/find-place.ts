import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Where a stage keeps what is in quarantine. */
type Parts = { readonly table: string; readonly bucket: string; readonly queueUrl: string };
export type Place = Parts & Reached;

export type Named = {
  readonly stage?: string | undefined;
  readonly table?: string | undefined;
  readonly bucket?: string | undefined;
  readonly 'queue-url'?: string | undefined;
};

const outputsOf = (stack: string): Promise<Map<string, string>> =>
  stackOutputs(stack).catch(({ message }: Error) => {
    throw new Error(`${message} Or name --table, --bucket and --queue-url.`);
  });

const ofStage = async (stage: string): Promise<Parts> => {
  const [data, app] = await Promise.all(
    ['data', 'app'].map((part) => outputsOf(`CloudGreet-${stage}-${part}`)),
  );
  const output = (name: string): string => {
    const value = data?.get(name) ?? app?.get(name);
    if (value === undefined) throw new Error(`Stage ${stage} has no output ${name}: deploy it first.`);
    return value;
  };
  return {
    table: output('TableName'),
    bucket: output('RawBucketName'),
    queueUrl: output('VendorQueueUrl'),
  };
};

/** The place that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = async (named: Named): Promise<Place> => {
  const { stage, table, bucket, 'queue-url': queueUrl } = named;
  const given = [table, bucket, queueUrl].filter((value) => value !== undefined);
  if (stage !== undefined && given.length > 0) throw new Error('Name a stage or its parts, not both.');
  if (table !== undefined && bucket !== undefined && queueUrl !== undefined) {
    return { name: table, table, bucket, queueUrl };
  }
  if (given.length > 0) throw new Error('Name all of --table, --bucket and --queue-url.');
  return findParts(stage, {
    ofStage,
    ofWorld: (world) => ({
      table: world.tableName,
      bucket: world.rawBucketName,
      queueUrl: world.vendorQueueUrl,
    }),
  });
};
