import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { indexWords, keyWords, onOrOff, type Shape } from './shape.ts';

/** What an emulator says of a question that it does not know. */
const UNKNOWN = ['UnknownOperationException', 'UnknownOperation', 'InvalidAction'];

/** `undefined` where nobody here can tell. Anything else that goes wrong is thrown: an answer that was refused is none. */
const ifKnown = async <Answer>(question: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && UNKNOWN.includes(error.name)) return undefined;
    throw error;
  }
};

const withState = (words: string, state: string | undefined): string =>
  state === undefined || state === 'ACTIVE' ? words : `${words} (${state})`;

/** The shape that a table has now. */
export const liveShape = async (db: DynamoDBClient, TableName: string): Promise<Shape> => {
  const [{ Table: table = {} }, expiry, backups] = await Promise.all([
    db.send(new DescribeTableCommand({ TableName })),
    ifKnown(db.send(new DescribeTimeToLiveCommand({ TableName }))),
    ifKnown(db.send(new DescribeContinuousBackupsCommand({ TableName }))),
  ]);
  const { AttributeDefinitions: definitions, StreamSpecification: stream } = table;
  const { TimeToLiveStatus, AttributeName } = expiry?.TimeToLiveDescription ?? {};
  const recovery = backups?.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  return {
    keys: withState(keyWords(table.KeySchema, definitions), table.TableStatus),
    capacity: table.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    stream: (stream?.StreamEnabled && stream.StreamViewType) || 'off',
    expiry: expiry && (TimeToLiveStatus === 'ENABLED' ? `by ${AttributeName}` : 'off'),
    'recovery of any second': backups && onOrOff(recovery?.PointInTimeRecoveryStatus === 'ENABLED'),
    'deletion protection': onOrOff(table.DeletionProtectionEnabled ?? false),
    // Without a description the table is encrypted all the same, with a key that costs nothing and that nobody audits.
    encryption: table.SSEDescription?.Status === 'ENABLED' ? 'with KMS' : 'without KMS',
    indexes: new Map(
      (table.GlobalSecondaryIndexes ?? []).map((index) => [
        String(index.IndexName),
        withState(indexWords(index.KeySchema, definitions, index.Projection), index.IndexStatus),
      ]),
    ),
  };
};
