import { describe, expect, it } from 'vitest';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { aBook, aDiary, SAM } from '../../support/diary.ts';
import { memoryTable } from '../../support/memory-database.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(ms).toISOString();
const store = () => memoryTable([], () => MONDAY_MORNING);
const refused = (code: string, ...fields: string[]) =>
  expect.objectContaining({ code, ...(fields.length > 0 && { facts: { fields } }) });

describe('an appointment that somebody of the business makes [C3]', () => {
  it('is booked at that time, for that customer, by that person, and for no call', async () => {
    const { make, find, taken } = await aBook();

    const made = await make();

    expect(made).toMatchObject({
      status: 'booked',
      version: 1,
      madeBy: SAM,
      serviceId: 'furnace-repair',
      durationMinutes: 60,
      crewId: 'a',
      startsAt: '2026-11-24T15:00:00.000Z',
      localStart: '2026-11-24T09:00',
      zone: 'America/Chicago',
      customer: { name: 'Dana Reyes', phone: '+15125550187' },
      confirmationCode: expect.stringMatching(/^[A-Z2-7]{6}$/),
    });
    expect(made.callId).toBeUndefined();
    expect(await find(made.id)).toEqual(made);
    expect(await taken()).toEqual(['2026-11-24 a: 36 37 38 39']);
  });

  it('is the same one under the same occasion, though its time has passed and its crew member left since', async () => {
    const table = store().reaching(() => true);
    const { make, taken } = await aDiary(table);
    const made = await make({}, 'once');

    const again = await make({ crew: 'zz' }, 'once', MONDAY_MORNING + 30 * DAY_MS);

    expect(again).toEqual(made);
    expect(await taken()).toHaveLength(1);
  });

  it('is another one under another occasion, with whoever is free', async () => {
    const { make } = await aBook({
      crews: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    });

    expect([(await make()).crewId, (await make()).crewId]).toEqual(['a', 'b']);
    await expect(make()).rejects.toEqual(refused('slot_taken'));
  });

  it('is with the crew member who is wanted, or not at all', async () => {
    const crews = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ];
    const { make } = await aBook({ crews });

    expect((await make({ crew: 'b' })).crewId).toBe('b');
    await expect(make({ crew: 'b' })).rejects.toEqual(refused('slot_taken'));
    await expect(make({ crew: 'c' })).rejects.toEqual(refused('invalid_arguments', 'crew'));
  });

  it('needs no notice and no horizon: it may begin in a quarter of an hour, or in 400 days, and not a quarter later', async () => {
    const { make } = await aBook({
      hours: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
    });
    const soon = MONDAY_MORNING + 15 * MINUTE_MS;
    const latest = MONDAY_MORNING + 400 * DAY_MS;

    expect((await make({ startsAt: at(soon) })).startsAt).toBe(at(soon));
    expect((await make({ startsAt: at(latest) })).startsAt).toBe(at(latest));
    await expect(make({ startsAt: at(latest + 15 * MINUTE_MS) })).rejects.toEqual(
      refused('invalid_arguments', 'startsAt'),
    );
  });

  it('does not begin in the past: not now, and not a quarter of an hour ago', async () => {
    const { make } = await aBook();
    const nowMs = Date.parse('2026-11-24T15:00:00.000Z');

    await expect(make({}, undefined, nowMs)).rejects.toEqual(refused('time_past'));
    expect(await make({}, undefined, nowMs - 1)).toMatchObject({ startsAt: at(nowMs) });
    await expect(make({}, undefined, nowMs + 15 * MINUTE_MS)).rejects.toEqual(refused('time_past'));
  });

  it('lies within opening hours to its last minute, unless it is wanted outside of them', async () => {
    const { make } = await aBook();

    expect(await make({ localStart: '2026-11-24T08:00' })).toMatchObject({ localStart: '2026-11-24T08:00' });
    expect(await make({ localStart: '2026-11-24T16:00' })).toMatchObject({ localStart: '2026-11-24T16:00' });
    for (const localStart of ['2026-11-24T07:45', '2026-11-24T16:15', '2026-11-28T10:00']) {
      await expect(make({ localStart }), localStart).rejects.toEqual(refused('outside_hours'));
    }
    expect(await make({ localStart: '2026-11-28T10:00', outsideHours: true })).toMatchObject({
      startsAt: '2026-11-28T16:00:00.000Z',
    });
  });

  it('never takes a time that is taken, outside hours or not', async () => {
    const { make } = await aBook();
    await make({ localStart: '2026-11-28T10:00', outsideHours: true });

    await expect(make({ localStart: '2026-11-28T10:45', outsideHours: true })).rejects.toEqual(
      refused('slot_taken'),
    );
  });

  it('begins on a quarter of an hour', async () => {
    const { make } = await aBook();

    await expect(make({ startsAt: '2026-11-24T15:10:00.000Z' })).rejects.toEqual(
      refused('invalid_arguments', 'startsAt'),
    );
    await expect(make({ localStart: '2026-11-24T09:01' })).rejects.toEqual(
      refused('invalid_arguments', 'localStart'),
    );
  });

  it('is told by its instant where the clock shows the hour twice, and never where the clock skips it', async () => {
    const { make } = await aBook();
    const nowMs = Date.parse('2026-10-20T15:00:00.000Z');

    for (const localStart of ['2026-11-01T01:30', '2027-03-14T02:30']) {
      await expect(make({ localStart, outsideHours: true }, undefined, nowMs), localStart).rejects.toEqual(
        refused('invalid_arguments', 'localStart'),
      );
    }
    const first = await make({ startsAt: '2026-11-01T06:30:00.000Z', outsideHours: true }, undefined, nowMs);
    const second = await make({ startsAt: '2026-11-01T07:30:00.000Z', outsideHours: true }, undefined, nowMs);
    expect([first.localStart, second.localStart]).toEqual(['2026-11-01T01:30', '2026-11-01T01:30']);
  });

  it('is of a service that there is, for a number that can be called', async () => {
    const { make } = await aBook();

    await expect(make({ service: 'Gold plating' })).rejects.toEqual(refused('unknown_service'));
    await expect(make({ customer: { name: 'Dana', phone: 'none' } })).rejects.toEqual(
      refused('invalid_phone'),
    );
  });

  it('is confirmed by text only where the customer has asked this business for texts', async () => {
    const table = store().reaching(() => true);
    const { make, businessId } = await aDiary(table);
    const consents = dynamoConsents(table, derivedIds(hashing), waiting);
    const say = (state: 'opted_in' | 'opted_out', second: number) =>
      consents.record({
        businessId,
        phone: '+15125550187',
        state,
        at: at(MONDAY_MORNING + second * 1000),
        cause: { actor: 'customer', id: 'text' },
      });
    const willing: boolean[] = [];
    const tell = async (localStart: string) => willing.push((await make({ localStart })).textConsent);

    await tell('2026-11-24T08:00');
    await say('opted_in', 1);
    await tell('2026-11-24T09:00');
    await say('opted_out', 2);
    await tell('2026-11-24T10:00');

    expect(willing).toEqual([false, true, false]);
  });
});
