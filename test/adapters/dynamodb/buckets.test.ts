import { describe, expect, it } from 'vitest';
import { dynamoBuckets } from '../../../functions/adapters/dynamodb/buckets.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Buckets } from '../../../functions/domain/limit/ports.ts';
import { memoryTable } from '../../support/memory-database.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const NOON = Date.parse('2026-11-23T18:00:00Z');
const BUCKET = { capacity: 20, everyMs: 100 };

let made = 0;

onBothStores('a bucket of tokens', (open) => {
  /** Containers that share one bucket; `take` asks one of them. */
  const shared = () => {
    made += 1;
    const businessId = `biz_bucket${made}` as BusinessId;
    const table = open();
    const container = (): Buckets => dynamoBuckets(() => table);
    const taking =
      (buckets: Buckets) =>
      (nowMs: number, cost = 1) =>
        buckets.take({ kind: 'business', businessId }, BUCKET, cost, nowMs);
    return { table, businessId, take: taking(container()), another: () => taking(container()) };
  };
  const empty = async (take: (nowMs: number, cost?: number) => Promise<unknown>, nowMs = NOON) => {
    await take(nowMs, BUCKET.capacity);
  };

  it('gives what it holds, the last token too, and then says how long to wait', async () => {
    const { take } = shared();

    for (let left = 19; left >= 0; left -= 1) expect(await take(NOON)).toEqual({ kind: 'taken', left });
    expect(await take(NOON)).toEqual({ kind: 'empty', waitMs: 100 });
  });

  it('gives a token back to the millisecond, and no sooner', async () => {
    const { take, another } = shared();
    await empty(take);

    expect(await another()(NOON + 99)).toEqual({ kind: 'empty', waitMs: 1 });
    expect(await another()(NOON + 100)).toEqual({ kind: 'taken', left: 0 });
    expect(await another()(NOON + 100)).toEqual({ kind: 'empty', waitMs: 100 });
  });

  it('is full again after its time, and holds no more than it can after a night', async () => {
    const { take, another } = shared();
    await empty(take);

    expect(await take(NOON + 2000, 20)).toEqual({ kind: 'taken', left: 0 });
    const nextDay = NOON + 86_400_000;
    expect(await another()(nextDay, 20)).toEqual({ kind: 'taken', left: 0 });
    expect(await another()(nextDay)).toMatchObject({ kind: 'empty' });
  });

  it('gives all that is asked for or none of it', async () => {
    const { take } = shared();
    await take(NOON, 16);

    expect(await take(NOON, 5)).toEqual({ kind: 'empty', waitMs: 100 });
    expect(await take(NOON, 4)).toEqual({ kind: 'taken', left: 0 });
  });

  it('gives exactly what it holds, however many containers ask at once', async () => {
    const { take, another } = shared();
    const asks = Array.from({ length: 60 }, (__, index) => (index % 2 ? another() : take));

    const answers = await Promise.all(asks.map((ask) => ask(NOON)));

    expect(answers.filter(({ kind }) => kind === 'taken')).toHaveLength(20);
    const left = answers.flatMap((answer) => (answer.kind === 'taken' ? [answer.left] : []));
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (__, index) => index));
  });

  it('lets one of two who ask at once for the last token have it', async () => {
    const { take, another } = shared();
    await take(NOON, 19);

    const answers = await Promise.all([another()(NOON), another()(NOON)]);

    expect(answers.map(({ kind }) => kind).sort()).toEqual(['empty', 'taken']);
  });

  it('gives nothing away to a clock that is behind, and makes it wait no longer than it is behind', async () => {
    const { take, another } = shared();
    await empty(take);
    const behind = another();

    expect(await behind(NOON - 30_000)).toEqual({ kind: 'empty', waitMs: 30_100 });
    expect(await behind(NOON + 100)).toMatchObject({ kind: 'taken' });
  });

  it('lets nobody wait for a clock that was wrong by more than a minute', async () => {
    const { take, another } = shared();
    await empty(take, NOON + 86_400_000);

    expect(await another()(NOON)).toEqual({ kind: 'taken', left: 19 });
    const { another: onTheEdge, take: atTheEdge } = shared();
    await empty(atTheEdge, NOON + 60_000);
    expect(await onTheEdge()(NOON)).toEqual({ kind: 'empty', waitMs: 60_100 });
    expect(await onTheEdge()(NOON - 1)).toMatchObject({ kind: 'taken' });
  });

  it('goes an hour after it is full at the latest', async () => {
    const { take, table, businessId } = shared();
    await take(NOON);

    const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
    const { Item } = await table.db.send(
      new GetCommand({ TableName: table.name, Key: keys.businessBucket(businessId) }),
    );
    expect(Item).toMatchObject({ v: 1, fullAt: NOON + 100, expiresAt: NOON / 1000 + 2 + 3600 });
  });
});

describe('the writes of a bucket', () => {
  const counted = () => {
    const table = memoryTable([], () => NOON).reaching(() => true);
    let writes = 0;
    const send = (command: never) => {
      writes += 1;
      return table.db.send(command);
    };
    const db = Object.assign(Object.create(table.db), { send });
    const buckets = dynamoBuckets(() => ({ ...table, db }));
    return {
      take: (nowMs: number) =>
        buckets.take({ kind: 'asker', fingerprint: 'f' }, { capacity: 3, everyMs: 1000 }, 1, nowMs),
      writes: () => writes,
    };
  };

  it('are one for each request that passes, and none for those that this container must refuse', async () => {
    const { take, writes } = counted();
    for (const at of [NOON, NOON, NOON + 1]) expect(await take(at)).toMatchObject({ kind: 'taken' });
    expect(writes()).toBe(3);

    for (let asked = 0; asked < 1000; asked += 1)
      expect(await take(NOON + 999)).toEqual({ kind: 'empty', waitMs: 1 });
    expect(writes()).toBe(3);

    expect(await take(NOON + 1000)).toMatchObject({ kind: 'taken' });
    expect(writes()).toBe(4);
  });
});
