import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateListBuckets, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findWorld } from '../local/world-address.ts';
import { cloudWatchLines } from './cloudwatch-lines.ts';
import { fileLines } from './file-lines.ts';
import type { Evidence } from './source.ts';
import { bucketTranscripts, tableRows } from './table-rows.ts';

type Names = {
  readonly name: string;
  readonly logPrefix: string;
  readonly since: number;
  /** Of the table, and of the bucket of transcripts. */
  readonly table: (db: DynamoDBClient) => Promise<string | undefined>;
  readonly bucket: (s3: S3Client) => Promise<string | undefined>;
};

/** Everything of one cloud. `access` is empty on AWS, where the profile and region of whoever asks decide. */
const ofCloud = async (names: Names, access: S3ClientConfig): Promise<Evidence> => {
  const logs = new CloudWatchLogsClient({ ...access, maxAttempts: 8 } as never);
  const db = new DynamoDBClient(access as never);
  const s3 = new S3Client({ ...access, forcePathStyle: true });
  const table = await names.table(db);
  return {
    lines: cloudWatchLines(logs, { name: names.name, prefix: names.logPrefix, since: names.since }),
    rows: table === undefined ? undefined : tableRows({ db: DynamoDBDocumentClient.from(db), name: table }),
    transcripts: {
      async read(key) {
        const bucket = await names.bucket(s3);
        if (bucket === undefined) throw new Error(`There is no bucket of transcripts in ${names.name}.`);
        return bucketTranscripts(s3, bucket).read(key);
      },
    },
    close: () => [logs, db, s3].forEach((client) => void client.destroy()),
  };
};

/** The local cloud that runs in another process; undefined when none does. */
const ofWorld = async (): Promise<Evidence | undefined> => {
  const world = await findWorld();
  if (!world) return undefined;
  const { gatewayUrl: endpoint, region, credentials } = world;
  const names: Names = {
    name: 'the local cloud that runs',
    logPrefix: 'CloudGreet-local-',
    // Its clock may stand anywhere.
    since: 0,
    table: async () => world.tableName,
    bucket: async () => world.rawBucketName,
  };
  return ofCloud(names, { endpoint, region, credentials });
};

const ofStage = (stage: string, since: number): Promise<Evidence> =>
  ofCloud(
    {
      name: `stage ${stage}`,
      logPrefix: `CloudGreet-${stage}-app-`,
      since,
      async table(client) {
        for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
          const found = TableNames.find((name) => name.startsWith(`CloudGreet-${stage}-data-`));
          if (found) return found;
        }
        return undefined;
      },
      async bucket(client) {
        for await (const { Buckets = [] } of paginateListBuckets({ client }, {})) {
          const found = Buckets.find(({ Name }) => Name?.startsWith(`cloudgreet-${stage}-data-`));
          if (found) return found.Name;
        }
        return undefined;
      },
    },
    {},
  );

export type Place = { readonly stage?: string | undefined; readonly file?: string | undefined };

/** Where the story is to be read. Throws a sentence where there is nothing to read. */
export const openEvidence = async ({ stage, file }: Place, since: number): Promise<Evidence> => {
  if (file !== undefined) return { lines: fileLines(file), close: () => undefined };
  if (stage !== undefined) return ofStage(stage, since);
  const world = await ofWorld();
  if (world) return world;
  throw new Error(
    'No local cloud runs (npm run local, ./scripts/demo). Say --stage dev for a stage, or --file for a saved log.',
  );
};
