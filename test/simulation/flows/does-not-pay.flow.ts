import type { Row } from '../world/universe.ts';
import type { Flow } from './flow.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const GRACE_MS = 7 * DAY;

export const flow: Flow = {
  name: 'a business does not pay, is called meanwhile, and pays or leaves',
  isLong: true,
  weight: 2,
  async play({ universe, business, chance, wait, deeds, phone, customer, bookSomething }) {
    const { lives } = universe.stripe;
    const owned = () =>
      [...lives.subscriptions.values()].find((one) => one.customer === business.billing.stripeCustomerId);
    if (owned() === undefined)
      lives.subscribe({ customer: business.billing.stripeCustomerId, trialDays: chance.pick([0, 14]) });
    deeds.subscribed.add(business.id);
    const { id = '' } = owned() ?? {};
    const isOver = () => lives.subscriptions.get(id)?.ended_at !== null;
    const change = async (status: 'active' | 'past_due') => {
      if (!isOver()) lives.change(id, { status });
      // Stripe's times have no fraction.
      await wait(1_200, 5_000);
    };
    const isCalled = async () => {
      const call = await phone.dial(customer);
      await bookSomething(call);
      call.hangUp();
    };
    /** Until we know: its word may be long on the way. */
    const isKnown = async (status: string) => {
      for (let tried = 0; tried < 40 && !isOver(); tried += 1) {
        const { billing } = universe.row(`BIZ#${business.id}#SCHEDULE`, '0#CFG') as { readonly billing: Row };
        if (billing.subscription === status) return;
        await wait(MINUTE, 2 * 60 * MINUTE);
      }
    };

    await wait(1_200, 5_000);
    await change('active');
    await isKnown('active');
    await change('past_due');
    const endsAt = universe.kernel.now + GRACE_MS;
    await wait(2 * MINUTE, DAY);
    await isCalled();
    // Stripe tries the card again, and says so.
    if (chance.is(0.7)) await change('past_due');
    await wait(Math.max(0, endsAt - 30 * MINUTE - universe.kernel.now));
    await isCalled();
    await wait(Math.max(0, endsAt + 30 * MINUTE - universe.kernel.now));
    await isCalled();
    if (chance.is(0.3)) {
      if (!isOver()) lives.end(id);
      await isKnown('cancelled');
    } else if (chance.is(0.7)) {
      await change('active');
      await isKnown('active');
    }
    await wait(2 * MINUTE, 5 * MINUTE);
    await isCalled();
  },
};
