import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';
import { aBook, aDiary } from '../../support/diary.ts';
import { memoryTable } from '../../support/memory-database.ts';

const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(ms).toISOString();
const store = () => memoryTable([], () => MONDAY_MORNING);
const refused = (code: string, ...fields: string[]) =>
  expect.objectContaining({ code, ...(fields.length > 0 && { facts: { fields } }) });

describe('an appointment that is moved', () => {
  it('has its new time, its next version and what it was booked for, and its old time is free', async () => {
    const { make, move, find, taken } = await aBook();
    const made = await make();

    const moved = await move(made, { localStart: '2026-11-25T13:00' });

    expect(moved).toMatchObject({
      id: made.id,
      version: 2,
      startsAt: '2026-11-25T19:00:00.000Z',
      localStart: '2026-11-25T13:00',
      crewId: 'a',
      bookedFor: { startsAt: made.startsAt, zone: 'America/Chicago' },
      movedAt: at(MONDAY_MORNING),
    });
    expect(await find(made.id)).toEqual(moved);
    expect(await taken()).toEqual(['2026-11-25 a: 52 53 54 55']);
  });

  it('twice still says what it was booked for at first', async () => {
    const { make, move } = await aBook();
    const made = await make();

    const again = await move(await move(made, { localStart: '2026-11-25T13:00' }), {
      localStart: '2026-11-25T15:00',
    });

    expect(again).toMatchObject({ version: 3, bookedFor: { startsAt: made.startsAt } });
  });

  it('is the same one under the same occasion, and not as it was read under another', async () => {
    const { make, move } = await aBook();
    const made = await make();
    const moved = await move(made, { localStart: '2026-11-25T13:00' }, 'once');

    expect(await move(made, { localStart: '2026-11-25T13:00' }, 'once', MONDAY_MORNING + 9 * DAY_MS)).toEqual(
      moved,
    );
    await expect(move(made, { localStart: '2026-11-25T13:00' })).rejects.toEqual(
      refused('changed_meanwhile'),
    );
  });

  it('to where it is stays as it is', async () => {
    const { make, move, find } = await aBook();
    const made = await make();

    expect(await move(made, { startsAt: made.startsAt })).toEqual(made);
    expect(await find(made.id)).toEqual(made);
  });

  it('keeps its crew member where they are free, and gets another where not, unless one is wanted', async () => {
    const crews = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ];
    const { make, move } = await aBook({ crews });
    const mine = await make({ crew: 'b' });
    await make({ crew: 'b', localStart: '2026-11-25T13:00' });

    const later = await move(mine, { localStart: '2026-11-25T10:00' });
    expect(later.crewId).toBe('b');
    await expect(move(later, { localStart: '2026-11-25T13:00', crew: 'b' })).rejects.toEqual(
      refused('slot_taken'),
    );
    expect((await move(later, { localStart: '2026-11-25T13:00' })).crewId).toBe('a');
  });

  it('goes from a crew member who has left to one who is there', async () => {
    const table = store().reaching(() => true);
    const before = await aDiary(table, { crews: [{ id: 'z', name: 'Zoe' }] });
    const made = await before.make();
    const after = await aDiary(table, { id: before.businessId });

    expect((await after.move(made, { localStart: '2026-11-25T10:00' })).crewId).toBe('a');
  });

  it('goes neither into the past nor outside of hours, unless that is wanted', async () => {
    const { make, move } = await aBook();
    const made = await make();

    await expect(move(made, { startsAt: at(MONDAY_MORNING) })).rejects.toEqual(refused('time_past'));
    await expect(move(made, { localStart: '2026-11-24T16:15' })).rejects.toEqual(refused('outside_hours'));
    expect(await move(made, { localStart: '2026-11-24T16:15', outsideHours: true })).toMatchObject({
      version: 2,
    });
  });

  it('has not begun: until its start, and not at it', async () => {
    const { make, move, cancel } = await aBook();
    const made = await make();
    const startsAtMs = Date.parse(made.startsAt);

    await expect(move(made, { localStart: '2026-11-25T10:00' }, undefined, startsAtMs)).rejects.toEqual(
      refused('appointment_past'),
    );
    await expect(cancel(made, startsAtMs)).rejects.toEqual(refused('appointment_past'));
    expect(await move(made, { localStart: '2026-11-25T10:00' }, undefined, startsAtMs - 1)).toMatchObject({
      version: 2,
    });
  });

  it('that nobody knows is not found', async () => {
    const { move, cancel } = await aBook();
    const nobodys = { id: 'apt_nobodys' as AppointmentId, version: 1 };

    await expect(move(nobodys, { localStart: '2026-11-25T10:00' })).rejects.toEqual(
      refused('appointment_not_found'),
    );
    await expect(cancel(nobodys)).rejects.toEqual(refused('appointment_not_found'));
  });
});

describe('an appointment that is cancelled by hand', () => {
  it('says why, and its time is free', async () => {
    const { make, cancel, find, taken } = await aBook();
    const made = await make();

    const cancelled = await cancel(made);

    expect(cancelled).toMatchObject({
      status: 'cancelled',
      version: 2,
      cancelledAt: at(MONDAY_MORNING),
      cancelledBecause: 'customer_asked',
    });
    expect(await find(made.id)).toEqual(cancelled);
    expect(await taken()).toEqual([]);
  });

  it('is cancelled once, and moved no more', async () => {
    const { make, move, cancel } = await aBook();
    const made = await make();
    const cancelled = await cancel(made);

    for (const known of [made, cancelled]) {
      await expect(cancel(known)).rejects.toEqual(refused('appointment_cancelled'));
      await expect(move(known, { localStart: '2026-11-25T10:00' })).rejects.toEqual(
        refused('appointment_cancelled'),
      );
    }
  });

  it('was seen as it is by whoever cancels it', async () => {
    const { make, move, cancel } = await aBook();
    const made = await make();
    const moved = await move(made, { localStart: '2026-11-25T10:00' });

    await expect(cancel(made)).rejects.toEqual(refused('changed_meanwhile'));
    expect(await cancel(moved)).toMatchObject({ status: 'cancelled', version: 3 });
  });
});
