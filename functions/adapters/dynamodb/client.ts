import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type Database = DynamoDBDocumentClient;

/** One client a container. Its own retries are safe: every write of ours carries a condition. */
export const database = (): Database =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** What every adapter of the table needs. */
export type Table = { readonly db: Database; readonly name: string };
