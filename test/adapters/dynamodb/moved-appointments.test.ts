import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { aBookIn, TWO_CREWS } from '../../support/diary.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const ALL_DAY = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));

onBothStores('appointments that people move', (store) => {
  const aBook = (differing: Partial<Business> = {}) => aBookIn(store(), differing);

  it.each([
    ['a quarter later', '2026-11-24T09:15', '37 38 39 40'],
    ['a quarter earlier', '2026-11-24T08:45', '35 36 37 38'],
    ['onto its own last quarter', '2026-11-24T09:45', '39 40 41 42'],
    ['to right after itself', '2026-11-24T10:00', '40 41 42 43'],
  ])('are moved onto time of their own: %s', async (_how, localStart, quarters) => {
    const { make, move, taken } = await aBook();
    const made = await make();

    const moved = await move(made, { localStart });

    expect(moved).toMatchObject({ version: 2, localStart });
    expect(await taken()).toEqual([`2026-11-24 a: ${quarters}`]);
  });

  it('are not moved onto a time of which one quarter is another’s, and lose nothing', async () => {
    const { make, move, taken } = await aBook();
    const made = await make();
    await make({ localStart: '2026-11-24T10:45' });
    const before = await taken();

    await expect(move(made, { localStart: '2026-11-24T10:00' })).rejects.toMatchObject({
      code: 'slot_taken',
    });
    await expect(move(made, { localStart: '2026-11-24T10:15' })).rejects.toMatchObject({
      code: 'slot_taken',
    });
    expect(await taken()).toEqual(before);
    expect(await move(made, { localStart: '2026-11-24T09:45' })).toMatchObject({ version: 2 });
  });

  it('are not moved to where it is busy outside, not even where they were before', async () => {
    const { make, move, businessId, table } = await aBook();
    const made = await make();
    const busy = { TableName: table.name, Key: keys.day(businessId, '2026-11-24') };
    await table.db.send(
      new UpdateCommand({
        ...busy,
        UpdateExpression: 'SET ax39 = :t',
        ExpressionAttributeValues: { ':t': 1 },
      }),
    );

    await expect(move(made, { localStart: '2026-11-24T09:15' })).rejects.toMatchObject({
      code: 'slot_taken',
    });
    expect(await move(made, { localStart: '2026-11-24T10:00' })).toMatchObject({ version: 2 });
  });

  it('are moved to another crew member at the same time, and free the first', async () => {
    const { make, move, taken } = await aBook({ crews: TWO_CREWS });
    const made = await make();

    expect(await move(made, { startsAt: made.startsAt, crew: 'b' })).toMatchObject({
      crewId: 'b',
      version: 2,
    });
    expect(await taken()).toEqual(['2026-11-24 b: 36 37 38 39']);
  });

  it('are moved across the change of the clocks, by the clock on the wall', async () => {
    const { make, move, taken } = await aBook();
    const made = await make({ localStart: '2027-03-12T09:00' });

    const moved = await move(made, { localStart: '2027-03-15T09:00' });

    expect([made.startsAt, moved.startsAt]).toEqual(['2027-03-12T15:00:00.000Z', '2027-03-15T14:00:00.000Z']);
    expect(await taken()).toEqual(['2027-03-15 a: 32 33 34 35']);
  });

  it('are moved between the two hours that the clock shows alike', async () => {
    const nowMs = Date.parse('2026-10-26T15:00:00.000Z');
    const { make, move, taken } = await aBook({ hours: ALL_DAY });
    const made = await make({ startsAt: '2026-11-01T06:30:00.000Z' }, undefined, nowMs);

    const moved = await move(made, { startsAt: '2026-11-01T07:30:00.000Z' }, undefined, nowMs);

    expect([made.localStart, moved.localStart]).toEqual(['2026-11-01T01:30', '2026-11-01T01:30']);
    expect(await taken()).toEqual(['2026-11-01 a: 6 7 8 9']);
  });

  it.each([
    ['into two days', '2026-11-24T22:00', '2026-11-24T23:30', ['2026-11-24 a: 94 95', '2026-11-25 a: 0 1']],
    ['out of two days', '2026-11-24T23:30', '2026-11-24T22:00', ['2026-11-24 a: 88 89 90 91']],
    [
      'within two days',
      '2026-11-24T23:30',
      '2026-11-24T23:15',
      ['2026-11-24 a: 93 94 95', '2026-11-25 a: 0'],
    ],
    ['over midnight', '2026-11-24T23:00', '2026-11-25T00:00', ['2026-11-25 a: 0 1 2 3']],
  ])('are moved %s', async (_how, from, to, expected) => {
    const { make, move, taken } = await aBook({ hours: ALL_DAY });
    const made = await make({ localStart: from });

    await move(made, { localStart: to });

    expect(await taken()).toEqual(expected);
  });

  it.each(['2026-11-24T05:00', '2026-11-24T08:45', '2026-11-24T20:00'])(
    'may be as long as any: fifteen hours, moved from midnight to %s, for either crew member',
    async (localStart) => {
      const services = [{ id: 'furnace-repair', name: 'Furnace repair', durationMinutes: 900 }];
      const { make, move, taken } = await aBook({
        hours: ALL_DAY,
        services,
        crews: [
          { id: 'aa', name: 'A' },
          { id: 'bb', name: 'B' },
        ],
      });
      const made = await make({ localStart: '2026-11-24T00:00' });

      const moved = await move(made, { localStart, crew: 'bb' });
      await move(moved, { localStart: '2026-11-24T04:00' });

      expect(await taken()).toHaveLength(1);
      expect((await taken())[0]).toMatch(/^2026-11-24 bb: 16 17 .* 75$/);
    },
  );

  it('are listed by their new time', async () => {
    const { make, move, like } = await aBook();

    await move(await make(), { localStart: '2026-11-25T10:00' });

    expect(await like(/^apt_[^#]+$/)).toMatchObject([{ listSk: 'A#2026-11-25T16:00:00.000Z' }]);
  });
});
