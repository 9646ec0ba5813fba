import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import { freeStarts } from '../../../functions/domain/schedule/availability.ts';
import { isOpenFor } from '../../../functions/domain/schedule/openings.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { aDiary } from '../../support/diary.ts';
import { memoryTable } from '../../support/memory-database.ts';

const aBook = (differing = {}) =>
  aDiary(
    memoryTable([], () => MONDAY_MORNING).reaching(() => true),
    differing,
  );
const starts = ({ items }: { readonly items: readonly { readonly startsAt: string }[] }) =>
  items.map(({ startsAt }) => startsAt.slice(11, 16));
const TUESDAY = ['2026-11-24T06:00:00.000Z', '2026-11-25T06:00:00.000Z'] as const;

describe('free times that people of the business are shown', () => {
  it('are those of the days asked for, with who is free and the time on the wall', async () => {
    const { make, freeTimes } = await aBook();
    await make({ localStart: '2026-11-24T09:00' });

    const { items, hasMore } = await freeTimes(...TUESDAY);

    expect(items.slice(0, 2)).toEqual([
      { startsAt: '2026-11-24T14:00:00.000Z', localStart: '2026-11-24T08:00', crewId: 'a' },
      { startsAt: '2026-11-24T16:00:00.000Z', localStart: '2026-11-24T10:00', crewId: 'a' },
    ]);
    expect(items.at(-1)?.localStart).toBe('2026-11-24T16:00');
    expect(hasMore).toBe(false);
  });

  it('begin at the first instant and end before the last', async () => {
    const { freeTimes } = await aBook();

    expect(starts(await freeTimes('2026-11-24T15:00:00.000Z', '2026-11-24T16:00:00.000Z'))).toEqual([
      '15:00',
      '15:30',
    ]);
  });

  it('need neither notice nor horizon, and are never in the past', async () => {
    const { freeTimes } = await aBook();
    const half = MONDAY_MORNING + 30 * 60_000;

    expect(starts(await freeTimes('2026-11-23T14:00:00.000Z', '2026-11-23T16:30:00.000Z'))).toEqual([
      '15:30',
      '16:00',
    ]);
    expect(starts(await freeTimes('2026-11-23T14:00:00.000Z', '2026-11-23T16:30:00.000Z', {}, half))).toEqual(
      ['16:00'],
    );
    expect((await freeTimes('2027-06-01T00:00:00.000Z', '2027-06-03T00:00:00.000Z')).items).not.toEqual([]);
  });

  it('of an appointment that is moved have it not in their own way, and leave out where it is', async () => {
    const { make, freeTimes, cancel } = await aBook();
    const other = await make({ localStart: '2026-11-24T13:00' });
    const meant = await make({ localStart: '2026-11-24T09:00' });
    const { id } = meant;

    const around = starts(await freeTimes(...TUESDAY, { moving: id }));

    expect(around.slice(0, 4)).toEqual(['14:00', '14:30', '15:30', '16:00']);
    expect(starts(await freeTimes(...TUESDAY))).not.toContain('15:30');
    expect(around).not.toContain('19:00');

    await cancel(meant);
    await expect(freeTimes(...TUESDAY, { moving: id })).rejects.toMatchObject({
      code: 'appointment_not_found',
    });
    await expect(freeTimes(...TUESDAY, { moving: `${other.id}x` as AppointmentId })).rejects.toMatchObject({
      code: 'appointment_not_found',
    });
  });

  it('are cut off at the limit, and say so', async () => {
    const { freeTimes } = await aBook();
    const all = await freeTimes(...TUESDAY);

    expect(await freeTimes(...TUESDAY, { limit: 3 })).toEqual({
      items: all.items.slice(0, 3),
      hasMore: true,
    });
    expect(await freeTimes(...TUESDAY, { limit: all.items.length })).toEqual(all);
  });

  it('are of one crew member where one is asked for', async () => {
    const { make, freeTimes } = await aBook({
      crews: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
      ],
    });
    await make({ localStart: '2026-11-24T08:00', crew: 'a' });

    expect((await freeTimes(...TUESDAY)).items[0]).toMatchObject({
      localStart: '2026-11-24T08:00',
      crewId: 'b',
    });
    expect((await freeTimes(...TUESDAY, { crew: 'a' })).items[0]?.localStart).toBe('2026-11-24T09:00');
    await expect(freeTimes(...TUESDAY, { crew: 'c' })).rejects.toMatchObject({ facts: { fields: ['crew'] } });
  });

  it('know of a job that goes on into the next day', async () => {
    const allDay = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
    const { make, freeTimes } = await aBook({ hours: allDay });
    await make({ localStart: '2026-11-25T00:00' });

    const late = await freeTimes('2026-11-25T04:30:00.000Z', '2026-11-25T05:45:00.000Z');

    expect(starts(late)).toEqual(['04:30', '05:00']);
  });
});

describe('whether a business is open for a whole job', () => {
  const nights = aBusiness({
    hours: [
      { weekday: 1, opens: '18:00', closes: '02:00' },
      { weekday: 2, opens: '02:00', closes: '06:00' },
      { weekday: 4, opens: '08:00', closes: '12:00' },
      { weekday: 4, opens: '12:00', closes: '24:00' },
      { weekday: 5, opens: '00:00', closes: '03:00' },
      { weekday: 0, opens: '00:00', closes: '04:00' },
    ],
    startEveryMinutes: 15,
    noticeMinutes: 0,
    horizonDays: 365,
  });

  it.each(['2026-10-26', '2026-03-02'])(
    'is so at exactly the starts that are offered of an empty week, from %s on',
    (fromDate) => {
      for (const durationMinutes of [15, 60, 480, 900]) {
        const fromMs = Date.parse(`${fromDate}T00:00:00Z`);
        const offered = new Set(
          freeStarts({
            business: nights,
            service: { id: 's', name: 'S', durationMinutes },
            days: new Map(),
            fromDate,
            toDate: new Date(fromMs + 20 * 86_400_000).toISOString().slice(0, 10),
            nowMs: fromMs - 86_400_000,
          }).map(({ startsAtMs }) => startsAtMs),
        );
        for (let at = fromMs + 86_400_000; at < fromMs + 15 * 86_400_000; at += 15 * 60_000) {
          expect(
            isOpenFor(nights, at, durationMinutes),
            `${new Date(at).toISOString()} ${durationMinutes}`,
          ).toBe(offered.has(at));
        }
      }
    },
  );
});
