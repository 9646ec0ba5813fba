import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAuditTrail } from '../../../functions/adapters/dynamodb/audit.ts';
import { commitChained, readHead } from '../../../functions/adapters/dynamodb/chained-audit.ts';
import type { Database, Table } from '../../../functions/adapters/dynamodb/client.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { TransactItems } from '../../../functions/adapters/dynamodb/transaction.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { OperationsEntry } from '../../../functions/domain/audit/audit-entry.ts';
import { type ChainedEntry, type ChainPlace, OPERATIONS } from '../../../functions/domain/audit/chain.ts';
import { judgeChain } from '../../../functions/domain/audit/judge-chain.ts';
import { sha256 } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { aDeed } from '../../support/chains.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { memoryTable } from '../../support/memory-database.ts';

const LONG = 'x'.repeat(200);

const aPlace = () => `biz_${randomUUID().replaceAll('-', '').slice(0, 12)}` as BusinessId;

/** A change of a row of its own, so that only the chain is fought over. */
const change = (table: string, place: ChainPlace, nth: number | string): TransactItems => [
  {
    Put: {
      TableName: table,
      Item: { pk: `TEST#${place}`, sk: String(nth), v: 1 },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
];

const seqs = async (table: Table, place: ChainPlace) => {
  const found: ChainedEntry[] = [];
  for await (const entry of dynamoAuditTrail(table).recorded(place)) found.push(entry);
  return found.map(({ seq }) => Number(seq)).toSorted((one, other) => one - other);
};

const judged = (table: Table, place: ChainPlace) => judgeChain(sha256, dynamoAuditTrail(table), place);

let dynamo: LocalTable;
beforeAll(async () => {
  dynamo = await startTable();
}, 60_000);
afterAll(() => dynamo.stop());

const memory = memoryTable([], () => MONDAY_MORNING).reaching(() => true);

describe.each([
  ['DynamoDB Local', () => dynamo as Table],
  ['the local cloud’s own table', () => memory as Table],
])('a chain in %s', (_, tableOf) => {
  const deed = (businessId: BusinessId, nth: number, over = {}) => aDeed(nth, { businessId, ...over });

  it('has twenty links without a gap when twenty members change something at once', async () => {
    const [table, place] = [tableOf(), aPlace()];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_none, nth) =>
        commitChained(table, waiting, deed(place, nth), change(table.name, place, nth)),
      ),
    );

    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(20).fill('committed'));
    expect(await seqs(table, place)).toEqual(Array.from({ length: 20 }, (_none, nth) => nth + 1));
    expect(await judged(table, place)).toMatchObject({ outcome: 'intact', seq: 20 });
  });

  it('comes back from the table as it was hashed, whatever its words', async () => {
    const [table, place] = [tableOf(), aPlace()];
    const odd = {
      zebra: 0.1,
      a: '',
      half: `${LONG}😀`.slice(0, LONG.length + 1),
      'ü before': '"\n\u2028',
      n: Number.MAX_SAFE_INTEGER,
    };
    await commitChained(table, waiting, deed(place, 1, { facts: odd, cause: undefined }), []);

    expect(await judged(table, place)).toMatchObject({ outcome: 'intact', seq: 1 });
  });

  it('says of the change alone why it was refused, and then nothing is linked', async () => {
    const [table, place] = [tableOf(), aPlace()];
    await commitChained(table, waiting, deed(place, 1), change(table.name, place, 1));
    const twice = [...change(table.name, place, 2), ...change(table.name, place, 1)];

    expect(await commitChained(table, waiting, deed(place, 2), twice)).toEqual({
      kind: 'refused',
      failed: [undefined, { row: undefined }],
    });
    expect(await seqs(table, place)).toEqual([1]);
  });

  it('takes no entry a second time, and then no change either', async () => {
    const [table, place] = [tableOf(), aPlace()];
    await commitChained(table, waiting, deed(place, 1), change(table.name, place, 1));

    const again = await commitChained(table, waiting, deed(place, 1), change(table.name, place, 2));

    expect(again).toEqual({ kind: 'refused', failed: [undefined] });
    expect(await seqs(table, place)).toEqual([1]);
    expect(await judged(table, place)).toMatchObject({ outcome: 'intact', seq: 1 });
  });

  it('has the one and not the other where two would change the same at once', async () => {
    const [table, place] = [tableOf(), aPlace()];
    const outcomes = await Promise.all(
      [1, 2].map((nth) => commitChained(table, waiting, deed(place, nth), change(table.name, place, 'one'))),
    );

    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'refused']);
    expect(await seqs(table, place)).toEqual([1]);
  });

  it('keeps what concerns no one business in a chain of its own', async () => {
    const [table, place] = [tableOf(), aPlace()];
    const actor = 'operator:00000000-0000-4000-8000-000000000009' as OperationsEntry['actor'];
    const { businessId, ...told } = deed(place, 1);
    const entry: OperationsEntry = { ...told, id: place, what: 'key.issued', actor, subject: place };
    const before = (await readHead(table, OPERATIONS))?.seq ?? 0;
    await commitChained(table, waiting, deed(businessId, 1), []);

    await commitChained(table, waiting, entry, []);

    expect((await readHead(table, OPERATIONS))?.seq).toBe(before + 1);
    expect(await judged(table, OPERATIONS)).toMatchObject({ outcome: 'intact', seq: before + 1 });
    expect(await seqs(table, place)).toEqual([1]);
  });
});

describe('a chain whose end is always further than was read', () => {
  /** Somebody else is faster, every time or until the time that is told. */
  const overtaken = (
    table: Table,
    place: BusinessId,
    until: number,
  ): Table & { readonly tries: () => number } => {
    let tries = 0;
    const send = async (command: never) => {
      if ((command as object).constructor.name === 'TransactWriteCommand') {
        tries += 1;
        if (tries < until)
          await table.db.send(
            new PutCommand({
              TableName: table.name,
              Item: { ...keys.auditChain(place), v: 1, seq: tries, chain: 'theirs' },
            }),
          );
      }
      return table.db.send(command);
    };
    return { db: { send } as unknown as Database, name: table.name, tries: () => tries };
  };
  const pauses: number[] = [];
  const patient = {
    chance: () => 0.5,
    pause: async (milliseconds: number) => void pauses.push(milliseconds),
  };

  it('is asked thirty times, each time a little later, and then is too busy', async () => {
    const place = aPlace();
    const last = overtaken(memory, place, 30);

    const outcome = await commitChained(last, patient, aDeed(1, { businessId: place }), []);
    await expect(
      commitChained(overtaken(memory, place, 99), patient, aDeed(2, { businessId: place }), []),
    ).rejects.toThrow('busy_try_again');

    expect(outcome.kind).toBe('committed');
    expect(last.tries()).toBe(30);
    expect(pauses.slice(0, 6)).toEqual([10, 20, 40, 80, 125, 125]);
  });

  it('has no half of a change whose writer died', async () => {
    const place = aPlace();
    const dying: Table = {
      name: memory.name,
      db: {
        send: async (command: never) => {
          if ((command as object).constructor.name === 'TransactWriteCommand') throw new Error('died');
          return memory.db.send(command);
        },
      } as unknown as Database,
    };

    await expect(
      commitChained(dying, waiting, aDeed(1, { businessId: place }), change(memory.name, place, 1)),
    ).rejects.toThrow('died');

    expect(await readHead(memory, place)).toBeUndefined();
    expect(await seqs(memory, place)).toEqual([]);
    const after = await commitChained(
      memory,
      waiting,
      aDeed(1, { businessId: place }),
      change(memory.name, place, 1),
    );
    expect(after.kind).toBe('committed');
  });
});
