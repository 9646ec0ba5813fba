import { afterEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../functions/contracts/ids.ts';
import { aContestWorld, type ContestWorld } from '../support/contest-world.ts';
import { Crash, dying } from '../support/dying.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

const notesOf = ({ stripe }: ContestWorld) => [...stripe.lives.notes.values()];

/** Delivered again and again, as the due index does, until there is nothing left to do. */
const untilGivenBack = async (world: ContestWorld, appointmentId: AppointmentId): Promise<void> => {
  for (let time = 0; time < 12; time += 1) {
    if ((await world.contestOf(appointmentId)).state === 'given_back') return;
    world.pass(5 * MINUTE);
    await world.giveBack(appointmentId).catch(() => undefined);
  }
};

const isBackOnce = async (world: ContestWorld, appointmentId: AppointmentId): Promise<void> => {
  await world.settle();
  expect(notesOf(world)).toHaveLength(1);
  expect(world.collectedCents()).toBe(0);
  expect(await world.fee(appointmentId)).toMatchObject({ creditedCents: 5000, refundedCents: 5000 });
  expect(await world.contestOf(appointmentId)).toMatchObject({
    state: 'given_back',
    back: { how: 'credited', cents: 5000 },
  });
};

describe('a contested fee [B2]', () => {
  const open: ContestWorld[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((world) => world.stop()));
  });
  const aWorld = async (given: Parameters<typeof aContestWorld>[0] = {}): Promise<ContestWorld> => {
    const world = await aContestWorld(given);
    open.push(world);
    return world;
  };

  const aCharged = async () => {
    const world = await aWorld();
    const appointmentId = await world.chargeAFee();
    await world.settle();
    await world.contest(appointmentId);
    return { world, appointmentId };
  };

  it('that was charged goes back to the card by one credit note, and our rows hear of it once', async () => {
    const { world, appointmentId } = await aCharged();

    expect(await world.giveBack(appointmentId)).toBe('given_back');
    expect(await world.giveBack(appointmentId)).toBe('settled_before');

    await isBackOnce(world, appointmentId);
  });

  it.each([1, 2, 3, 4, 5])('goes back once by a worker that dies after its answer %s', async (nth) => {
    const { world, appointmentId } = await aCharged();
    const death = dying(nth);
    const { contests, backs } = world.deps;

    const dead = world.giveBack(appointmentId, {
      contests: death.asking(contests),
      backs: death.asking(backs),
    });
    await expect(dead).rejects.toBeInstanceOf(Crash);
    expect(await world.giveBack(appointmentId)).toMatch(/held_by_another|given_back|settled_before/);
    await untilGivenBack(world, appointmentId);

    await isBackOnce(world, appointmentId);
  });

  it.each([
    '429',
    'refuse-503',
    'error-500-before',
    'error-500-after',
    'hang-after',
    'hang-before',
    'garbage',
    'drop-connection',
    'drop-connection-after',
  ] as const)('goes back once when Stripe answers with %s', async (effect) => {
    const { world, appointmentId } = await aCharged();
    world.stripe.faults.add({ effect, times: 1, match: { method: 'POST', path: '/v1/credit_notes' } });

    // A connection that is cut is tried once more by the SDK itself, under the same key.
    expect(await world.giveBack(appointmentId)).toMatch(/^(later|given_back)$/);
    await untilGivenBack(world, appointmentId);

    await isBackOnce(world, appointmentId);
  });

  it('of which nobody can tell what Stripe did is unknown, told of, and found by the next look', async () => {
    const { world, appointmentId } = await aCharged();
    world.stripe.faults.add({
      effect: 'error-500-after',
      times: 1,
      match: { method: 'POST', path: '/v1/credit_notes' },
    });

    await world.giveBack(appointmentId);

    expect(await world.contestOf(appointmentId)).toMatchObject({ state: 'unknown' });
    expect(world.unknown).toHaveLength(1);
    await untilGivenBack(world, appointmentId);
    await isBackOnce(world, appointmentId);
  });

  it('goes back once by ten deliveries at once', async () => {
    const { world, appointmentId } = await aCharged();

    const all = await Promise.all(Array.from({ length: 10 }, () => world.giveBack(appointmentId)));

    expect(all.filter((outcome) => outcome === 'given_back')).toHaveLength(1);
    await isBackOnce(world, appointmentId);
  });

  it('is given back no further than somebody has refunded it by hand', async () => {
    const { world, appointmentId } = await aCharged();
    const { invoiceId = '' } = await world.fee(appointmentId);
    world.stripe.lives.refund(invoiceId, 2_000);

    await world.giveBack(appointmentId);
    await world.settle();

    expect(world.collectedCents()).toBe(0);
    expect((await world.contestOf(appointmentId)).back).toMatchObject({ how: 'credited', cents: 3000 });
  });

  it('has nothing left to give where somebody refunds it by hand between our look and our note', async () => {
    const { world, appointmentId } = await aCharged();
    const { invoiceId = '' } = await world.fee(appointmentId);
    const { backs } = world.deps;
    const overtaken = {
      ...backs,
      credit: async (of: Parameters<typeof backs.credit>[0]) => {
        world.stripe.lives.refund(invoiceId, 5_000);
        return backs.credit(of);
      },
    };

    await world.giveBack(appointmentId, { backs: overtaken });

    expect(world.collectedCents()).toBe(0);
    expect(notesOf(world)).toEqual([]);
    expect((await world.contestOf(appointmentId)).back).toMatchObject({ how: 'nothing_left', cents: 0 });
  });

  it('waits while the bank decides, and goes back once it has decided for us', async () => {
    const { world, appointmentId } = await aCharged();
    const { invoiceId = '' } = await world.fee(appointmentId);
    const { dispute } = world.stripe.lives.dispute(invoiceId);
    await world.settle();

    expect(await world.giveBack(appointmentId)).toBe('with_the_bank');
    expect(notesOf(world)).toEqual([]);
    world.pass(DAY);
    world.stripe.lives.closeDispute(dispute, 'won');
    await world.settle();
    await world.giveBack(appointmentId);

    await isBackOnce(world, appointmentId);
  });

  it('that the card declined is void and waived, whether we or Stripe tell of it first', async () => {
    for (const isToldFirst of [true, false]) {
      const world = await aWorld({ card: 'insufficient_funds' });
      const appointmentId = await world.chargeAFee();
      const { invoiceId = '' } = await world.fee(appointmentId);
      await world.contest(appointmentId);
      const { backs } = world.deps;
      const telling = {
        ...backs,
        void: async (of: Parameters<typeof backs.void>[0]) => {
          const answer = await backs.void(of);
          await world.settle();
          return answer;
        },
      };

      await world.giveBack(appointmentId, isToldFirst ? { backs: telling } : {});
      await world.settle();

      expect(await world.fee(appointmentId)).toMatchObject({ state: 'waived' });
      expect(world.stripe.invoices().find(({ id }) => id === invoiceId)?.status).toBe('void');
      expect(await world.contestOf(appointmentId)).toMatchObject({ state: 'given_back' });
    }
  });

  it('that Stripe collects as we come to void it goes back to the card', async () => {
    const world = await aWorld({ card: 'insufficient_funds' });
    const appointmentId = await world.chargeAFee();
    const { invoiceId = '' } = await world.fee(appointmentId);
    await world.contest(appointmentId);
    const { backs } = world.deps;
    const paidMeanwhile = {
      ...backs,
      void: async (of: Parameters<typeof backs.void>[0]) => {
        world.stripe.setCard(world.customer, 'ok');
        world.stripe.retryPayment(invoiceId);
        return backs.void(of);
      },
    };

    await world.giveBack(appointmentId, { backs: paidMeanwhile });

    await isBackOnce(world, appointmentId);
    expect(await world.fee(appointmentId)).toMatchObject({ state: 'charged' });
  });
});
