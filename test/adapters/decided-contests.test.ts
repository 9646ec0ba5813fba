import { afterEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../functions/contracts/ids.ts';
import { aContestWorld, type ContestWorld } from '../support/contest-world.ts';

const DAY = 86_400_000;

describe('what an owner says against a fee [B2]', () => {
  const open: ContestWorld[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((world) => world.stop()));
  });
  const aWorld = async (): Promise<ContestWorld> => {
    const world = await aContestWorld();
    open.push(world);
    return world;
  };

  it('is granted twice a month, and the third time an operator decides', async () => {
    const world = await aWorld();
    const [first, second, third] = [
      await world.chargeAFee(),
      await world.chargeAFee(),
      await world.chargeAFee(),
    ];

    const all = await Promise.all([first, second, third].map((one) => world.contest(one)));

    expect(all.map(({ state }) => state).toSorted()).toEqual(['granted', 'granted', 'in_review']);
    const [waits] = all.filter(({ state }) => state === 'in_review');
    const { appointmentId } = waits as (typeof all)[number];
    expect((await world.waiting.list()).map(({ feeId }) => feeId)).toContain(waits?.feeId);
    await world.decide(appointmentId, 'refuse');
    await expect(world.decide(appointmentId, 'grant')).rejects.toMatchObject({ code: 'contest_decided' });
    expect((await world.waiting.list()).map(({ feeId }) => feeId)).not.toContain(waits?.feeId);
    expect(await world.giveBack(appointmentId)).toBe('settled_before');
    expect([...world.stripe.lives.notes.values()]).toEqual([]);
  });

  it('is told of when it has waited for two business days, and granted when its business leaves', async () => {
    const world = await aWorld();
    const all = [await world.chargeAFee(), await world.chargeAFee(), await world.chargeAFee()];
    for (const one of all) await world.contest(one);
    const waits = all[2] as AppointmentId;

    expect(await world.giveBack(waits)).toBe('in_review');
    world.pass(2 * DAY);
    expect(await world.giveBack(waits)).toBe('too_long');
    expect(world.overdue).toHaveLength(1);
    world.leave();
    expect(await world.giveBack(waits)).toBe('granted');
    expect(await world.giveBack(waits)).toBe('given_back');

    expect(await world.contestOf(waits)).toMatchObject({ decidedAs: 'closing', back: { cents: 5000 } });
  });

  it('is never charged where it was owed yet: its charge comes, late or at once, and takes nothing', async () => {
    const world = await aWorld();
    const appointment = await world.bookAFee();
    expect(await world.contest(appointment.id)).toMatchObject({ state: 'granted' });

    await world.chargeFeeOf(appointment);
    expect(await world.giveBack(appointment.id)).toBe('given_back');

    expect(await world.fee(appointment.id)).toMatchObject({ state: 'waived', waivedBecause: 'contested' });
    expect(await world.contestOf(appointment.id)).toMatchObject({ back: { how: 'waived' } });
    expect(world.collectedCents()).toBe(0);
    expect(world.stripe.received().filter(({ path }) => path.endsWith('/pay'))).toEqual([]);
  });

  it('is not charged by what gives it back, where nobody had come to charge it', async () => {
    const world = await aWorld();
    const appointment = await world.bookAFee();
    await world.contest(appointment.id);

    expect(await world.giveBack(appointment.id)).toBe('given_back');

    expect(await world.fee(appointment.id)).toMatchObject({ state: 'waived', waivedBecause: 'contested' });
    expect(world.collectedCents()).toBe(0);
  });

  it('is not charged any more from the moment that it is granted because its business has left', async () => {
    const world = await aWorld();
    for (const _ of [1, 2]) await world.contest(await world.chargeAFee());
    const appointment = await world.bookAFee();
    expect(await world.contest(appointment.id)).toMatchObject({ state: 'in_review' });
    world.leave();

    expect(await world.giveBack(appointment.id)).toBe('granted');
    await world.chargeFeeOf(appointment);

    expect(await world.fee(appointment.id)).toMatchObject({ state: 'waived', waivedBecause: 'contested' });
    expect(world.collectedCents()).toBe(10_000);
  });

  it('is one contest: a repeat answers with it, another reason is refused', async () => {
    const world = await aWorld();
    const appointmentId = await world.chargeAFee();
    await world.contest(appointmentId);
    const before = await world.contestOf(appointmentId);

    expect(await world.contest(appointmentId)).toEqual(before);
    await expect(world.contest(appointmentId, 'duplicate')).rejects.toMatchObject({
      code: 'already_contested',
    });
  });
});
