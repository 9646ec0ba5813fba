import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type Database = DynamoDBDocumentClient;

/** How long a call may take in all, while somebody waits on the telephone and while nobody does. */
const PATIENCE = {
  voice: { maxAttempts: 2, requestTimeout: 1500 },
  worker: { maxAttempts: 3, requestTimeout: 5000 },
} as const;

/** One client a container. Its own retries are safe: every write of ours carries a condition. */
export const database = (patience: keyof typeof PATIENCE = 'worker'): Database => {
  const { maxAttempts, requestTimeout } = PATIENCE[patience];
  const client = new DynamoDBClient({
    maxAttempts,
    requestHandler: { connectionTimeout: 1000, requestTimeout, throwOnRequestTimeout: true },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** What every adapter of the table needs. */
export type Table = { readonly db: Database; readonly name: string };
