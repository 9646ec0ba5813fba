import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Link } from '../../domain/audit/audit-entry.ts';
import {
  type ChainedEntry,
  type ChainPlace,
  linkAfter,
  OPERATIONS,
  placeOf,
} from '../../domain/audit/chain.ts';
import { Refusal } from '../../domain/errors.ts';
import { sha256 } from '../../runtime/hashing.ts';
import { log } from '../../runtime/log.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';
import { type TransactItems, type TransactionOutcome, tryTransaction } from './transaction.ts';

/** A whole team that changes something in the same second gets through; nobody waits longer than at a busy screen. */
const TRIES = 30;
const LONGEST_PAUSE_MS = 250;

const headKey = (place: ChainPlace): Key =>
  place === OPERATIONS ? keys.operationsChain() : keys.auditChain(place);

const entryKey = (entry: ChainedEntry): Key =>
  'businessId' in entry
    ? keys.audit(entry.businessId, entry.at, entry.id)
    : keys.operationsAudit(entry.at, entry.id);

/** The last link of a chain; undefined before the first. */
export const readHead = async ({ db, name }: Table, place: ChainPlace): Promise<Link | undefined> => {
  const { Item } = await db.send(
    new GetCommand({ TableName: name, Key: headKey(place), ConsistentRead: true }),
  );
  return Item && { seq: Number(Item.seq), chain: String(Item.chain) };
};

const appended = (
  table: string,
  entry: ChainedEntry,
  head: Link | undefined,
  { seq, chain }: Link,
): TransactItems => [
  {
    Update: {
      TableName: table,
      Key: headKey(placeOf(entry)),
      UpdateExpression: 'SET v = :v, seq = :seq, chain = :chain',
      ConditionExpression: head ? 'seq = :asRead' : 'attribute_not_exists(pk)',
      ExpressionAttributeValues: {
        ':v': 1,
        ':seq': seq,
        ':chain': chain,
        ...(head && { ':asRead': head.seq }),
      },
    },
  },
  {
    Put: {
      TableName: table,
      Item: { ...entryKey(entry), ...entry, seq, chain },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
];

/**
 * Writes a change with its entry, the entry being the next link of its place's chain: all of it or nothing. Whoever was
 * overtaken takes the next place. `refused` as `transact` says it, of `items` alone, in their order; none of them has
 * failed where an entry with this id and instant is there already. Refuses with `busy_try_again` where too many were faster.
 */
export const commitChained = async (
  { db, name }: Table,
  waiting: Waiting,
  entry: ChainedEntry,
  items: TransactItems,
): Promise<TransactionOutcome> => {
  const place = placeOf(entry);
  for (let attempt = 1; ; attempt += 1) {
    const head = await readHead({ db, name }, place);
    const link = linkAfter(sha256, place, head, entry);
    const outcome = await tryTransaction(db, [...items, ...appended(name, entry, head, link)]);
    if (outcome.kind === 'committed') {
      // Outside of the table: whoever rewrites a whole chain there does not reach this.
      log.info('audit.chained', { place, ...link });
      return outcome;
    }
    if (outcome.kind === 'refused') {
      const failed = outcome.failed.slice(0, items.length);
      const isThere = outcome.failed[items.length + 1] !== undefined;
      if (isThere || failed.some((one) => one !== undefined)) return { kind: 'refused', failed };
    }
    if (attempt === TRIES) throw new Refusal('busy_try_again', { tries: TRIES });
    await waiting.pause(waiting.chance() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
  }
};
