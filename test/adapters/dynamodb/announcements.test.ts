import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDueIndex, dynamoOutbox } from '../../../functions/adapters/dynamodb/announcements.ts';
import { dueKeys, keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { announces, wakes } from '../../../functions/adapters/dynamodb/outbox.ts';
import type { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { AppointmentId, BusinessId, EventId, FeeId } from '../../../functions/contracts/ids.ts';
import type { Bus } from '../../../functions/domain/announcement/ports.ts';
import { releaseDue } from '../../../functions/domain/announcement/release-due.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const MINUTE = 60_000;
const business = 'biz_announcing1' as BusinessId;

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

let count = 0;
const fresh = () => {
  count += 1;
  return String(count).padStart(8, '0');
};

const booked = (atMs: number): CloudGreetEvent => ({
  v: 1,
  id: `evt_booked${fresh()}` as EventId,
  name: 'appointment.booked',
  businessId: business,
  appointmentId: `apt_${fresh()}` as AppointmentId,
  at: new Date(atMs).toISOString(),
});
const owed = (atMs: number): CloudGreetEvent => ({
  v: 1,
  id: `evt_owed${fresh()}` as EventId,
  name: 'fee.owed',
  businessId: business,
  appointmentId: `apt_${fresh()}` as AppointmentId,
  feeId: `fee_${fresh()}` as FeeId,
  at: new Date(atMs).toISOString(),
});
const write = async (row: Record<string, unknown>) => {
  const key = keys.appointment(business, `apt_${fresh()}` as AppointmentId);
  await table.db.send(new PutCommand({ TableName: table.name, Item: { ...key, v: 1, ...row } }));
  return key;
};
const read = async (key: { pk: string; sk: string }) =>
  (await table.rows()).find((row) => row.pk === key.pk && row.sk === key.sk);

const aBus = (accepts: (event: CloudGreetEvent) => boolean = () => true) => {
  const published: CloudGreetEvent[] = [];
  const bus: Bus = {
    async publish(events) {
      published.push(...events.filter(accepts));
      return events.map(accepts);
    },
  };
  return { bus, published, ids: () => published.map(({ id }) => id) };
};
const release = (bus: Bus) => releaseDue({ bus, outbox: dynamoOutbox(table), due: dynamoDueIndex(table) });

/** Each test plays in a month of its own, from a watermark of that month. */
let month = 0;
const aTime = async () => {
  month += 1;
  const now = Date.UTC(2027, month, 1, 12, 0, 30);
  const releasedToMs = Date.UTC(2027, month, 1, 11, 55);
  await table.db.send(
    new PutCommand({ TableName: table.name, Item: { ...keys.watermark(), v: 1, releasedToMs } }),
  );
  return now;
};

describe('releasing what is due', () => {
  it('finds a row that was written four minutes after its minute was released', async () => {
    const dueAt = await aTime();
    const { bus, ids } = aBus();
    await release(bus)(dueAt + 4 * MINUTE);
    const event = booked(dueAt - MINUTE);
    // Its sender gave up on it, and it landed all the same.
    const key = await write({ event, ...dueKeys(dueAt, event.id) });
    await release(bus)(dueAt + 5 * MINUTE);
    expect(ids()).not.toContain(event.id);
    await release(bus)(dueAt + 11 * MINUTE);
    expect(ids().filter((id) => id === event.id)).toHaveLength(1);
    expect(await read(key)).not.toHaveProperty('duePk');
  });

  it('moves its watermark once a minute, and not over minutes that it has released', async () => {
    const now = await aTime();
    const moved: number[] = [];
    const due = dynamoDueIndex(table);
    const advance = (toMs: number) => {
      moved.push(toMs);
      return due.advance(toMs);
    };
    const watched = { ...due, advance };
    const { bus } = aBus();
    const run = releaseDue({ bus, outbox: dynamoOutbox(table), due: watched });
    await run(now);
    moved.length = 0;
    await run(now + MINUTE);
    expect(moved).toEqual([Math.floor(now / MINUTE) * MINUTE]);
  });

  it('announces a fact that the stream lost, once', async () => {
    const now = await aTime();
    const event = booked(now - 2 * MINUTE);
    const key = await write(announces(event));
    const { bus, ids } = aBus();

    await release(bus)(now);
    await release(bus)(now + MINUTE);

    expect(ids()).toEqual([event.id]);
    expect(await read(key)).not.toHaveProperty('duePk');
  });

  it('wakes unfinished work again and again until its marks are gone', async () => {
    const now = await aTime();
    const event = owed(now - 2 * MINUTE);
    await write(wakes(event, now - MINUTE, 300));
    const { bus, ids } = aBus();
    const run = release(bus);

    for (let minute = 0; minute <= 11; minute += 1) await run(now + minute * MINUTE);

    expect(ids()).toEqual([event.id, event.id, event.id]);
  });

  it('leaves alone what is due later in this very minute', async () => {
    const now = await aTime();
    const event = owed(now);
    await write(wakes(event, now + 10_000, 300));
    const { bus, ids } = aBus();

    await release(bus)(now);
    expect(ids()).toEqual([]);

    await release(bus)(now + 10_000);
    expect(ids()).toEqual([event.id]);
  });

  it('catches up every minute in which it did not run', async () => {
    const now = await aTime();
    const { bus, ids } = aBus();
    await release(bus)(now);
    const events = [1, 17, 40, 200].map((minute) => booked(now + (minute - 1) * MINUTE));
    for (const event of events) await write(announces(event));

    await release(bus)(now + 230 * MINUTE);
    await release(bus)(now + 231 * MINUTE);

    expect(ids()).toEqual(events.map(({ id }) => id));
  });

  it('keeps what the bus refuses for the next minute and releases the rest', async () => {
    const now = await aTime();
    const refused = booked(now - 2 * MINUTE);
    const taken = booked(now - 2 * MINUTE);
    await write(announces(refused));
    await write(announces(taken));
    const first = aBus(({ id }) => id !== refused.id);
    const second = aBus();

    const report = await release(first.bus)(now);
    await release(second.bus)(now + MINUTE);

    expect(report).toMatchObject({ released: 1, refused: 1 });
    expect(first.ids()).toEqual([taken.id]);
    expect(second.ids()).toEqual([refused.id]);
  });

  it('sets a row aside that it cannot read, without losing it or holding up others', async () => {
    const now = await aTime();
    const readable = booked(now - 2 * MINUTE);
    const strange = { ...announces(booked(now - 2 * MINUTE)), event: { v: 9, name: 'from.the-future' } };
    const key = await write(strange);
    await write(announces(readable));
    const { bus, ids } = aBus();

    await release(bus)(now);

    expect(ids()).toEqual([readable.id]);
    expect(await read(key)).toMatchObject({ duePk: expect.stringMatching(/^DUE#2027-/) });
    expect((await read(key))?.duePk).not.toBe(strange.duePk);
  });
});

describe('settling an announcement', () => {
  it('leaves a newer event of the row in the index', async () => {
    const now = await aTime();
    const [older, newer] = [booked(now - MINUTE), booked(now)];
    const key = await write(announces(newer));

    await dynamoOutbox(table).settle({ row: key, event: older });

    expect(await read(key)).toHaveProperty('duePk');
  });

  it('leaves the place of unfinished work in the index', async () => {
    const now = await aTime();
    const event = booked(now);
    const key = await write({ ...announces(event), ...wakes(owed(now), now, 300) });

    await dynamoOutbox(table).settle({ row: key, event });

    expect(await read(key)).toHaveProperty('duePk');
  });

  it('postpones nothing that its owner moved meanwhile', async () => {
    const now = await aTime();
    const event = owed(now);
    const key = await write(wakes(event, now + 5 * MINUTE, 300));

    await dynamoOutbox(table).postpone(
      { row: key, event, dueAtMs: now, repeatEverySeconds: 300 },
      now + MINUTE,
    );

    expect(await read(key)).toMatchObject({
      dueSk: `${new Date(now + 5 * MINUTE).toISOString()}#${event.id}`,
    });
  });
});
