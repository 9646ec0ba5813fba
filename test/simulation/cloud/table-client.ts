import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Database, PATIENCE, repeatConflicts } from '../../../functions/adapters/dynamodb/client.ts';
import type { Waiting } from '../../../functions/runtime/waiting.ts';
import { DynamoFailure, type MemoryStore } from '../../../scripts/local/dynamodb/memory-store.ts';
import { type Container, InFlight } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';

type Plain = Readonly<Record<string, unknown>>;

/** What the SDK repeats by itself, and what it does not. Source: @smithy/service-error-classification. */
const REPEATED = new Set([
  'TimeoutError',
  'InternalServerError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
]);

const ACTIONS: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};

const wire = (value: Plain): Plain => marshall(value, { removeUndefinedValues: true });

const ITEMS = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'];

const wireInput = (input: Plain): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (ITEMS.includes(name)) given[name] = wire(value as Plain);
    else if (name === 'TransactItems') given[name] = (value as readonly Plain[]).map(wireParts);
    else given[name] = value;
  }
  return given;
};

const wireParts = (item: Plain): Plain =>
  Object.fromEntries(
    Object.entries(item).flatMap(([kind, part]) =>
      part === undefined ? [] : [[kind, wireInput(part as Plain)]],
    ),
  );

const plainOutput = (output: Plain): Plain => ({
  ...output,
  ...(output.Item !== undefined && { Item: unmarshall(output.Item as never) }),
  ...(output.Attributes !== undefined && { Attributes: unmarshall(output.Attributes as never) }),
  ...(output.LastEvaluatedKey !== undefined && {
    LastEvaluatedKey: unmarshall(output.LastEvaluatedKey as never),
  }),
  ...(output.Items !== undefined && { Items: (output.Items as never[]).map((item) => unmarshall(item)) }),
});

const named = (name: string, message: string = name): Error => Object.assign(new Error(message), { name });

/** The errors that adapters tell apart by their class, others by their name. */
const sdkError = (failure: unknown): unknown => {
  if (!(failure instanceof DynamoFailure)) return failure;
  const given = { message: failure.message, $metadata: {}, ...failure.fields } as never;
  if (failure.code === 'ConditionalCheckFailedException') return new ConditionalCheckFailedException(given);
  if (failure.code === 'TransactionCanceledException') return new TransactionCanceledException(given);
  if (failure.code === 'TransactionInProgressException') return new TransactionInProgressException(given);
  return named(failure.code, failure.message);
};

const keyOf = (part: Plain): string => {
  const { pk, sk } = (part.Key ?? part.Item ?? {}) as Readonly<Record<string, { S?: string }>>;
  if (pk !== undefined) return `${pk.S} ${sk?.S}`;
  return Object.values((part.ExpressionAttributeValues ?? {}) as Readonly<Record<string, { S?: string }>>)
    .map(({ S }) => S)
    .join(' ');
};

/** Which rows a request is about, for the trace. */
const aboutOf = (input: Plain): string =>
  ((input.TransactItems ?? [{ one: input }]) as readonly Readonly<Record<string, Plain>>[])
    .flatMap((item) => Object.values(item).map(keyOf))
    .join(', ');

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
      const name = ACTIONS[command.constructor.name];
      if (name === undefined)
        throw new Error(`the simulated table does not know ${command.constructor.name}`);
      return send({ name, input: command.input });
    },
  });
};
