import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Waiting } from '../../runtime/waiting.ts';

export type Database = DynamoDBDocumentClient;

/** How long a call may take in all, while somebody waits on the telephone and while nobody does. */
export const PATIENCE = {
  voice: { maxAttempts: 2, requestTimeout: 1500 },
  /** Somebody waits at a screen. */
  screen: { maxAttempts: 2, requestTimeout: 3000 },
  worker: { maxAttempts: 3, requestTimeout: 5000 },
} as const;

const TRIES_UNTIL_NO_CONFLICT = 8;
const LONGEST_PAUSE_MS = 60;

/**
 * A single write that meets a transaction under way on its row was not judged at all: it is asked for again, with
 * jitter, as a transaction is. DynamoDB says so by `TransactionConflictException`, which the SDK does not repeat.
 */
export const repeatConflicts = (client: DynamoDBClient, waiting: Waiting): void => {
  client.middlewareStack.add(
    (next) => async (args) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await next(args);
        } catch (error) {
          const isConflict = error instanceof Error && error.name === 'TransactionConflictException';
          if (!isConflict || attempt === TRIES_UNTIL_NO_CONFLICT) throw error;
          await waiting.pause(waiting.chance() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
        }
      }
    },
    { step: 'finalizeRequest', priority: 'high', name: 'repeatConflicts' },
  );
};

type Credentials = DynamoDBClientConfig['credentials'];

/**
 * One client a container, or one a set of credentials where a function has some besides its own. Its own retries are
 * safe: every write of ours carries a condition.
 */
export const database = (
  waiting: Waiting,
  patience: keyof typeof PATIENCE = 'worker',
  credentials?: Credentials,
): Database => {
  const { maxAttempts, requestTimeout } = PATIENCE[patience];
  const client = new DynamoDBClient({
    maxAttempts,
    requestHandler: { connectionTimeout: 1000, requestTimeout, throwOnRequestTimeout: true },
    ...(credentials && { credentials }),
  });
  repeatConflicts(client, waiting);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** What every adapter of the table needs. */
export type Table = { readonly db: Database; readonly name: string };
