import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Database, PATIENCE, repeatConflicts } from '../../../functions/adapters/dynamodb/client.ts';
import type { Waiting } from '../../../functions/runtime/waiting.ts';
import type { MemoryStore } from '../../../scripts/local/dynamodb/memory-store.ts';
import { type Container, InFlight } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';
import {
  aboutOf,
  actionOf,
  named,
  type Plain,
  partitionsOf,
  plainOutput,
  sdkError,
  wireInput,
} from './wire-commands.ts';

/** Which partitions a client's credentials reach, and who is told of a request for others. */
export type Fence = {
  readonly reaches: (partition: string) => boolean;
  /** When its credentials run out. */
  readonly endsAt?: number;
  readonly refused: (what: string) => void;
};

/** What the SDK repeats by itself, and what it does not. Source: @smithy/service-error-classification. */
const REPEATED = new Set([
  'TimeoutError',
  'InternalServerError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
]);

const TRANSACTION_MS = [0, 0, 3, 15] as const;

/**
 * The table as an adapter's client sees it, each attempt of the SDK an I/O point of its own, and a transaction one that
 * takes time and holds its rows meanwhile. What our own client adds to the SDK (asking again after a conflict) is added here.
 */
export const tableClient = (
  kernel: Kernel,
  store: MemoryStore,
  container: Container,
  patience: keyof typeof PATIENCE,
  waiting: Waiting,
  fence?: Fence,
): Database => {
  const { maxAttempts, requestTimeout } = PATIENCE[patience];
  let tokens = 0;

  const effectOf = (action: string, input: Plain) => (): Plain | InFlight<Plain> => {
    if (action !== 'TransactWriteItems') return store.perform(action, input);
    const tookMs = kernel.chance.pick(TRANSACTION_MS);
    if (tookMs === 0) return store.perform(action, input);
    const transaction = store.begin(input);
    return new InFlight(tookMs, () => transaction.commit());
  };

  const attempt = (action: string, input: Plain): Promise<Plain> =>
    kernel.io(container, {
      place: `dynamodb.${action}`,
      about: () => aboutOf(input),
      effect: () => {
        try {
          return effectOf(action, input)();
        } catch (error) {
          throw sdkError(error);
        }
      },
      patienceMs: requestTimeout,
      unavailable: () =>
        named(kernel.chance.pick(['ThrottlingException', 'InternalServerError', 'TransactionConflictHint'])),
      timedOut: () => named('TimeoutError'),
      garbled: () => {
        throw named('SyntaxError', 'Unexpected token < in JSON');
      },
    });

  const conflictOf = (action: string, input: Plain): Error => {
    if (action !== 'TransactWriteItems') return named('TransactionConflictException');
    const parts = input.TransactItems as readonly unknown[];
    const hit = kernel.chance.int(parts.length);
    return new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: parts.map((_, index) =>
        index === hit ? { Code: 'TransactionConflict' } : { Code: 'None' },
      ),
    });
  };

  const perform = async (action: string, plain: Plain): Promise<Plain> => {
    if (fence?.endsAt !== undefined && kernel.now >= fence.endsAt) {
      fence.refused(`${action} by ${container.functionName} with credentials that have run out`);
      throw named('ExpiredTokenException');
    }
    const beyond = fence && partitionsOf(plain).find((partition) => !fence.reaches(partition));
    if (beyond !== undefined) {
      fence?.refused(`${action} of ${beyond} by ${container.functionName}`);
      throw named('AccessDeniedException');
    }
    tokens += 1;
    const token = action === 'TransactWriteItems' && {
      ClientRequestToken: `${kernel.chance.next()}-${tokens}`,
    };
    const input = { ...wireInput(plain), ...token };
    for (let tried = 1; ; tried += 1) {
      try {
        return plainOutput(await attempt(action, input));
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        const isRead = action === 'GetItem' || action === 'Query';
        if (name === 'TransactionConflictHint' && !isRead) throw conflictOf(action, input);
        const isRepeated = REPEATED.has(name) || name === 'TransactionConflictHint';
        if (!isRepeated) throw error;
        if (tried === maxAttempts)
          throw name === 'TransactionConflictHint' ? named('ThrottlingException') : error;
        await waiting.pause(kernel.chance.int(100 * 2 ** tried));
      }
    }
  };

  type Step = (args: unknown) => Promise<unknown>;
  let send: Step = (args) => {
    const { name, input } = args as { readonly name: string; readonly input: Plain };
    return perform(name, input);
  };
  const add = (wrap: (next: Step) => Step): void => {
    send = wrap(send);
  };
  const stack = { middlewareStack: { add } };
  repeatConflicts(stack as unknown as DynamoDBClient, waiting);

  // The SDK's paginators ask whether they were given one of theirs.
  return Object.assign(Object.create(DynamoDBDocumentClient.prototype) as Database, {
    send: (command: { readonly constructor: { readonly name: string }; readonly input: Plain }) => {
      return send({ name: actionOf(command), input: command.input });
    },
  });
};
