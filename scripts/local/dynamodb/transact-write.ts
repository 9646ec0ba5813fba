import { consumedByTable, createMeter, type Meter, readUnits, writeUnits } from './capacity.ts';
import { constraint, type Database, listIn, structure } from './database.ts';
import { DynamoFailure, failure, invalid } from './failure.ts';
import type { Image } from './ordered-rows.ts';
import { conditionHolds, imageAt, type PlannedWrite, readWrite, type WriteKind } from './planned-write.ts';
import { placeId, writeImage } from './table.ts';
import { isToken, type TransactionTokens } from './transaction-tokens.ts';
import type { Input } from './wire.ts';

/** A transaction whose items are locked until it is over. */
export type OpenTransaction = {
  /** Does it; from then on its effects are seen. */
  commit(): Record<string, unknown>;
  /** Ends it without effect. */
  abandon(): void;
};

const MOST_ACTIONS = 100;
const MOST_BYTES = 4 * 1024 * 1024;
const KINDS: readonly WriteKind[] = ['ConditionCheck', 'Put', 'Delete', 'Update'];

export type Reason = { readonly Code: string; readonly Message?: string; readonly Item?: unknown };

export const NONE: Reason = { Code: 'None' };

/** Words a cancellation as DynamoDB does: one reason an action, in order. */
export const cancelled = (reasons: readonly Reason[]): Error =>
  failure(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    { CancellationReasons: reasons },
  );

export const CONFLICT: Reason = {
  Code: 'TransactionConflict',
  Message: 'Transaction is ongoing for the item',
};

/** A ValidationException as one action's reason; others are thrown on. */
export const validationReason = (error: unknown): Reason => {
  if (!(error instanceof DynamoFailure) || error.code !== 'ValidationException') throw error;
  return { Code: 'ValidationError', Message: error.message };
};

export const transactItems = (input: Input): readonly Input[] => {
  const items = listIn(input, 'TransactItems');
  if (items.length === 0) {
    throw constraint('transactItems', "'[]'", 'Member must have length greater than or equal to 1');
  }
  if (items.length > MOST_ACTIONS) {
    throw constraint(
      'transactItems',
      `'[${items.length} entries]'`,
      `Member must have length less than or equal to ${MOST_ACTIONS}`,
    );
  }
  return items;
};

export const refuseSameItem = (ids: readonly string[]): void => {
  if (new Set(ids).size < ids.length) {
    throw invalid('Transaction request cannot include multiple operations on one item');
  }
};

const readAction = (db: Database, entry: Input, index: number): (() => PlannedWrite) => {
  const kinds = KINDS.filter((kind) => entry[kind] !== undefined);
  const [kind] = kinds;
  if (kinds.length > 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  if (kind === undefined) {
    throw invalid('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
  }
  const input = structure(entry[kind]);
  const required = { ConditionCheck: 'ConditionExpression', Update: 'UpdateExpression', Put: '', Delete: '' }[
    kind
  ];
  if (required && input[required] === undefined) {
    const member = `transactItems.${index + 1}.member.${kind[0]?.toLowerCase()}${kind.slice(1)}`;
    throw constraint(
      `${member}.${required[0]?.toLowerCase()}${required.slice(1)}`,
      'null',
      'Member must not be null',
    );
  }
  return readWrite(db, kind, input);
};

/** Plans every action against its table; of one that does not fit it, why. */
const planActions = (reads: readonly (() => PlannedWrite)[]): readonly (PlannedWrite | Reason)[] =>
  reads.map((read) => {
    try {
      return read();
    } catch (error) {
      return validationReason(error);
    }
  });

const isPlanned = (planned: PlannedWrite | Reason): planned is PlannedWrite => 'table' in planned;

type Prepared = PlannedWrite & { readonly before: Image | undefined; readonly after: Image | undefined };

/** Judges every action, also beside one that cannot be done; throws a cancellation with a reason for each. */
const prepare = (planned: readonly (PlannedWrite | Reason)[]): Prepared[] => {
  const reasons: Reason[] = [];
  const prepared: Prepared[] = [];
  for (const write of planned) {
    if (!isPlanned(write)) {
      reasons.push(write);
      continue;
    }
    const { table, place } = write;
    if (table.locks.size > 0 && table.locks.has(placeId(place))) {
      reasons.push(CONFLICT);
      continue;
    }
    const before = imageAt(write);
    if (!conditionHolds(write, before)) {
      reasons.push({
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(write.showsItem && before && { Item: before.item }),
      });
      continue;
    }
    try {
      prepared.push({ ...write, before, after: write.next(before) });
      reasons.push(NONE);
    } catch (error) {
      reasons.push(validationReason(error));
    }
  }
  if (prepared.length < planned.length) throw cancelled(reasons);
  const bytes = prepared.reduce((total, { after }) => total + (after?.size ?? 0), 0);
  if (bytes > MOST_BYTES) {
    throw invalid(`Transaction payload size cannot exceed 4MB. Payload Size: ${bytes}`);
  }
  return prepared;
};

/** A transaction costs twice: once to prepare, once to commit. */
export const TWICE = 2;

const commit = (
  db: Database,
  meter: Meter | undefined,
  prepared: readonly Prepared[],
): Record<string, unknown> => {
  for (const { kind, table, place, before, after } of prepared) {
    const units = kind === 'ConditionCheck' ? undefined : writeImage(table, db.around, place, after);
    meter?.table(table.name, TWICE * writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)));
    meter?.indexes(table.name, units, TWICE);
  }
  return consumedByTable(meter);
};

/** The answer to a transaction that was done before: what reading its items costs. */
const repeated = (meter: Meter | undefined, writes: readonly PlannedWrite[]): Record<string, unknown> => {
  for (const write of writes) {
    meter?.table(write.table.name, TWICE * readUnits(imageAt(write)?.size ?? 0, true));
  }
  return consumedByTable(meter);
};

/** Checks a transaction and locks its items. Throws TransactionCanceledException with a reason for every action. */
export const beginTransaction = (db: Database, tokens: TransactionTokens, input: Input): OpenTransaction => {
  const { ClientRequestToken: token } = input;
  if (token !== undefined && !isToken(token)) {
    throw constraint(
      'clientRequestToken',
      `'${String(token)}'`,
      'Member must have length less than or equal to 36',
    );
  }
  const meter = createMeter(input);
  const reads = transactItems(input).map((entry, index) => readAction(db, entry, index));
  const body = token === undefined ? '' : JSON.stringify(input.TransactItems);
  const isDone = token !== undefined && tokens.isDone(token, body);
  const planned = planActions(reads);
  const writes = planned.filter(isPlanned);
  if (isDone) return { commit: () => repeated(meter, writes), abandon: () => {} };
  refuseSameItem(writes.map(({ table, place }) => `${table.name}\0${placeId(place)}`));
  const prepared = prepare(planned);
  const owner = {};
  for (const { table, place } of prepared) table.locks.set(placeId(place), owner);
  if (token !== undefined) tokens.begin(token, body);

  let isOpen = true;
  const end = (): void => {
    if (!isOpen) throw new Error('This transaction is over.');
    isOpen = false;
    for (const { table, place } of prepared) table.locks.delete(placeId(place));
  };
  return {
    commit() {
      end();
      if (token !== undefined) tokens.done(token, body);
      return commit(db, meter, prepared);
    },
    abandon() {
      end();
      if (token !== undefined) tokens.forget(token);
    },
  };
};
