import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoCallStories } from '../../../functions/adapters/dynamodb/call-stories.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { dynamoLists } from '../../../functions/adapters/dynamodb/lists.ts';
import { dynamoRecordings } from '../../../functions/adapters/dynamodb/recordings.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import { matchCall } from '../../../functions/domain/call/match-call.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { copied, expired, lost, newRecording } from '../../../functions/domain/recording/recording.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { inMemory, onBothStores, type Store } from '../../support/on-both-stores.ts';
import { aRecordedCall } from '../../support/recorded-call.ts';

const ids = derivedIds(hashing);
const BY = 'person:00000000-0000-4000-8000-000000000001' as never;
const heardAt = new Date(NOW).toISOString();
const shape = { durationMs: 1500, peaks: [0, 50, 100] };
let count = 0;

const world = (on: Store) => {
  count += 1;
  const place = { businessId: `biz_recorded${count}` as BusinessId, callId: `call_${count}` as CallId };
  const put = (Item: object) => on.db.send(new PutCommand({ TableName: on.name, Item }));
  const recordings = dynamoRecordings(on, ids, waiting);
  const first = newRecording(place, heardAt);
  return {
    ...aRecordedCall(on, place),
    place,
    put,
    recordings,
    first,
    story: () => dynamoCallStories(on).find(place.businessId, place.callId),
    rowOf: async () =>
      (await on.rows()).find(
        ({ pk, sk }) => pk === `BIZ#${place.businessId}#CALLS` && /#AUDIO$/.test(String(sk)),
      ),
    async begin() {
      await put({
        ...keys.call(place.businessId, place.callId),
        v: 1,
        id: place.callId,
        businessId: place.businessId,
      });
      await put({ ...keys.recording(place.businessId, place.callId), ...first });
    },
  };
};

onBothStores('the row of a recording [V3]', (store) => {
  it('says what there is to be heard, in less than two kilobytes, and is due when its time is over', async () => {
    const { recordings, place, first, begin, rowOf } = world(store());
    await begin();
    const long = { durationMs: 7_200_000, peaks: Array.from({ length: 600 }, (_, at) => at % 101) };
    const ready = copied(first, { bytes: 115_200_044, shape: long }, NOW);

    expect(await recordings.move(first, ready)).toBe('moved');

    expect(await recordings.find(place)).toEqual(ready);
    const { wake, wakeEverySeconds, duePk, dueSk, ...row } = (await rowOf()) ?? {};
    expect({ wake, wakeEverySeconds }).toMatchObject({
      wake: { name: 'call.recorded' },
      wakeEverySeconds: 86_400,
    });
    expect(String(dueSk)).toContain(ready.keptUntil ?? '');
    expect(String(duePk)).toContain((ready.keptUntil ?? '').slice(0, 16));
    expect(JSON.stringify([row, wake, dueSk]).length).toBeLessThan(2048);
  });

  it('is settled once by many who copy it at once', async () => {
    const { recordings, first, begin, place } = world(store());
    await begin();
    const settle = (bytes: number) => recordings.move(first, copied(first, { bytes, shape }, NOW));

    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, at) => settle(100 + at)));

    expect(outcomes.toSorted()).toEqual([...Array(9).fill('changed'), 'moved']);
    expect(await recordings.find(place)).toMatchObject({ state: 'ready', version: 2 });
  });

  it('is not settled for a business that is closed, and not for one that was erased', async () => {
    const closed = world(store());
    await closed.begin();
    await closed.put({ ...keys.closing(closed.place.businessId), v: 1, version: 9, closedAt: heardAt });
    const erased = world(store());

    const ready = copied(closed.first, { bytes: 1, shape }, NOW);
    expect(await closed.recordings.move(closed.first, ready)).toBe('left');
    expect(await closed.recordings.move(closed.first, lost(closed.first, 'not_kept', NOW))).toBe('left');
    expect(await erased.recordings.move(erased.first, copied(erased.first, { bytes: 1, shape }, NOW))).toBe(
      'changed',
    );
    expect(await erased.recordings.find(erased.place)).toBeUndefined();
  });

  it('does not say that it is gone while somebody holds it', async () => {
    const { recordings, holds, first, begin, place } = world(store());
    await begin();
    const ready = copied(first, { bytes: 1, shape }, NOW);
    await recordings.move(first, ready);
    const hold = { ...place, v: 1, version: 1, isHeld: true, reason: 'a dispute', since: heardAt } as const;
    expect(await holds.move(undefined, hold, BY)).toBe('moved');

    expect(await recordings.move(ready, expired(ready))).toBe('held');
    expect(await holds.move(hold, { ...hold, version: 2, isHeld: false }, BY)).toBe('moved');
    expect(await recordings.move(ready, expired(ready))).toBe('moved');
    expect(await holds.move({ ...hold, version: 2 }, { ...hold, version: 3 }, BY)).toBe('changed');
  });

  it('is held or goes, and never both, where both happen at once', async () => {
    for (let race = 0; race < 10; race += 1) {
      const { recordings, holds, first, begin, place } = world(store());
      await begin();
      const ready = copied(first, { bytes: 1, shape }, NOW);
      await recordings.move(first, ready);
      const hold = { ...place, v: 1, version: 1, isHeld: true, reason: 'a dispute', since: heardAt } as const;

      const outcomes = await Promise.all([
        recordings.move(ready, expired(ready)),
        holds.move(undefined, hold, BY),
      ]);

      expect([
        ['moved', 'changed'],
        ['held', 'moved'],
      ]).toContainEqual(outcomes);
    }
  });
});

onBothStores('what stands beside a call [V3, O9]', (store) => {
  it('is told with it and is none of a call whose id begins like it', async () => {
    const { begin, story, place, put, remarks } = world(store());
    await begin();
    const longer = `${place.callId}1` as CallId;
    await put({
      ...keys.remark(place.businessId, longer),
      v: 1,
      businessId: place.businessId,
      callId: longer,
      version: 1,
      mark: 'spam',
    });

    expect(await story()).toMatchObject({
      call: { id: place.callId },
      recording: { state: 'waiting' },
      remark: undefined,
      hold: undefined,
    });
    const to = { ...place, v: 1, version: 1, mark: 'test' } as const;
    await remarks.move({ from: undefined, to, what: 'call.marked', by: BY, at: heardAt });
    expect(await story()).toMatchObject({ remark: { mark: 'test' } });
  });

  it('is written by one of many who say something at once, on record once', async () => {
    const on = store();
    const { begin, place, remarks } = world(on);
    await begin();
    const to = { ...place, v: 1, version: 1, mark: 'spam' } as const;

    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        remarks.move({ from: undefined, to, what: 'call.marked', by: BY, at: heardAt }),
      ),
    );

    expect(outcomes.filter((one) => one === 'moved')).toHaveLength(1);
    const { pk } = keys.audit(place.businessId, '', '');
    expect((await on.rows()).filter((row) => row.pk === pk)).toHaveLength(1);
  });

  it('is not said of a call that is not there', async () => {
    const { place, remarks } = world(store());
    const to = { ...place, v: 1, version: 1, mark: 'spam' } as const;

    expect(await remarks.move({ from: undefined, to, what: 'call.marked', by: BY, at: heardAt })).toBe(
      'changed',
    );
  });
});

describe('a search among calls [V3]', () => {
  it('looks through so many a page, goes on from there, and finds each call once', async () => {
    const on = inMemory();
    const { place, put } = world(on);
    const { businessId } = place;
    const all = Array.from({ length: 230 }, (_, at) => `call_s${String(at).padStart(3, '0')}`);
    await Promise.all(
      all.map((id, at) =>
        put({
          ...keys.call(businessId, id as CallId),
          v: 1,
          id,
          businessId,
          outcome: at % 100 === 7 ? 'booked' : 'no_tools',
          listSk: `C#${new Date(NOW + at * 1000).toISOString()}`,
        }),
      ),
    );
    const lists = dynamoLists(on);
    const found: string[] = [];
    const pages: number[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await lists.callStories(
        businessId,
        { limit: 2, cursor },
        matchCall({ outcome: 'booked' }),
      );
      found.push(...items.map(({ call }) => call.id as string));
      pages.push(items.length);
      cursor = next;
    } while (cursor !== undefined);

    expect(found).toEqual(['call_s207', 'call_s107', 'call_s007']);
    expect(pages.length).toBeLessThan(5);
  });
});
