import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Business } from '../../../functions/domain/business/business.ts';
import { publishWorld } from '../../local/world-address.ts';
import { phoneForEyes } from '../paint.ts';
import type { OwnPlace } from '../start-place.ts';
import { holdBriefly } from './hold-briefly.ts';
import type { Journal } from './journal.ts';
import { createPhone } from './phone.ts';
import { Refused } from './refused.ts';
import { standingOf } from './standing.ts';
import { watchRecent } from './watch-recent.ts';

const CHARGES = 'workers/charge-booking-fee';
const CHARGES_QUEUE = /ChargeBookingFee/;
/** Long enough to end the worker in the middle of its request. */
const HELD_MS = 2_000;
const LOOK_EVERY_MS = 50;
/** What was put off is tried again within minutes. */
const MOST_MINUTES = 15;

/** What the page may ask for. */
export const Deed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('ring') }),
  z.strictObject({ do: z.literal('say'), text: z.string().trim().min(1).max(500) }),
  z.strictObject({ do: z.literal('hang-up') }),
  z.strictObject({ do: z.literal('play'), again: z.boolean() }),
  z.strictObject({ do: z.literal('stripe-down') }),
  z.strictObject({ do: z.literal('stripe-up') }),
  z.strictObject({ do: z.literal('repeat-booking') }),
  z.strictObject({ do: z.literal('text-stop') }),
  z.strictObject({ do: z.literal('worker-dies') }),
  z.strictObject({ do: z.literal('report-twice') }),
]);
export type Deed = z.infer<typeof Deed>;

const laterBy = (minutes: number): string =>
  minutes === 0 ? 'at once' : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`;

/** Does what the page's buttons say, and tells in the journal what each does and what came of it. */
export const createDeeds = (place: OwnPlace, business: Business, journal: Journal) => {
  const { world } = place;
  const recent = watchRecent(place, business, journal);
  const phone = createPhone(place, business, journal, recent.follow);
  const stopping = new AbortController();
  let isStripeDown = false;
  /** The next charge's worker is to die. */
  let isArmed = false;
  const says = (text: string): void => journal.add({ kind: 'deed', text });

  const standing = async (): Promise<string> => {
    await recent.look();
    const booking = recent.latest();
    return booking ? standingOf(booking).text : 'Nothing is booked yet.';
  };

  /** Lets the minutes pass after which what was put off is tried again, no more of them than it takes. */
  const untilCharged = async (): Promise<number> => {
    let minutes = 0;
    const isOpen = async (): Promise<boolean> => {
      await recent.look();
      return (
        recent.latest()?.fees.some(({ state }) => !['charged', 'declined', 'waived'].includes(state)) ?? false
      );
    };
    while (minutes < MOST_MINUTES && (await isOpen())) {
      await place.letPass(1);
      minutes += 1;
    }
    // Another telephone signs by the clock that it finds there.
    if (minutes > 0) publishWorld(world);
    return minutes;
  };

  const caller = () => {
    const call = phone.lastCall();
    if (!call) throw new Refused(409, 'no-call', 'Nobody has called yet: play a call first.');
    return call;
  };

  const stripeUp = async (): Promise<void> => {
    world.stripe.faults.down(false);
    isStripeDown = false;
    journal.add({ kind: 'stripe', isDown: false });
    says('Stripe is up again. What was put off is tried again after a minute or more, which pass now.');
    const minutes = await untilCharged();
    says(`So it stands ${laterBy(minutes)}. ${await standing()}`);
  };

  /** Resolves once the worker of the next charge was ended while Stripe makes the invoice. */
  const endAtNextCharge = async (): Promise<void> => {
    const holdAsBefore = await holdBriefly(place, CHARGES_QUEUE);
    try {
      const before = world.stripe.received().length;
      world.stripe.faults.add({
        match: { method: 'POST', path: '/v1/invoices' },
        effect: 'delay',
        ms: HELD_MS,
        times: 1,
      });
      says(
        'The next time a fee is charged, the worker is ended in the middle of its request to Stripe. Play a call.',
      );
      const isAsked = () =>
        world.stripe
          .received()
          .slice(before)
          .some(({ fault }) => fault === 'delay');
      while (!isAsked()) await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal });
      await world.cloud.functions.restart(CHARGES);
    } finally {
      await holdAsBefore();
    }
  };

  const killWorker = async (): Promise<void> => {
    if (isStripeDown) throw new Refused(409, 'stripe-down', 'Let Stripe come up again first.');
    if (isArmed) throw new Refused(409, 'armed', 'That waits for the next fee already: play a call.');
    isArmed = true;
    try {
      await endAtNextCharge();
    } finally {
      isArmed = false;
    }
    says('The worker has died while Stripe was making the invoice. Nobody has written down whether it did.');
    // Stripe refuses a second request until it has done with the one it holds, and the minutes below pass at once.
    await wait(HELD_MS, undefined, { signal: stopping.signal });
    const minutes = await untilCharged();
    says(`Another has taken over, ${laterBy(minutes)}. ${await standing()}`);
  };

  const reportTwice = async (): Promise<void> => {
    const { callId } = caller();
    const reports = world.retell.webhooks
      .list()
      .filter(({ id }) => id.endsWith(`:${callId}`) && !id.startsWith('call_started'));
    if (reports.length === 0) throw new Refused(409, 'no-report', 'Retell reports when the call is over.');
    says(`Retell sends its reports of call ${callId} again, byte for byte.`);
    for (const { id } of reports) world.retell.webhooks.redeliver(id);
    await world.retell.webhooks.idle();
    const statuses = reports.map(
      ({ type, attempts }) => `${type} ${attempts.map(({ status }) => status).join(', ')}`,
    );
    says(`We took each (${statuses.join('; ')}). ${await standing()}`);
  };

  const act = async (deed: Deed): Promise<void> => {
    switch (deed.do) {
      case 'ring':
        return phone.ring();
      case 'say':
        return phone.say(deed.text);
      case 'hang-up':
        return phone.hangUp();
      case 'play':
        return phone.play(deed.again);
      case 'stripe-down':
        world.stripe.faults.down(true);
        isStripeDown = true;
        journal.add({ kind: 'stripe', isDown: true });
        return says(
          'Stripe refuses every request with 503 from now on. Calls are booked all the same; fees wait.',
        );
      case 'stripe-up':
        return stripeUp();
      case 'repeat-booking': {
        says("The agent's booking request comes again, as after an answer that was lost.");
        const answer = await phone.repeatBooking();
        return says(`It is answered: ${answer}. ${await standing()}`);
      }
      case 'text-stop': {
        const { from } = caller();
        says(
          `${phoneForEyes(from)} texts STOP to ${business.name}. Let the same caller book again: no text goes out.`,
        );
        return void (await place.vendors.receiveText({ from, to: business.messaging.from, text: 'STOP' }));
      }
      case 'worker-dies':
        return killWorker();
      case 'report-twice':
        return reportTwice();
    }
  };

  return {
    act,
    stop(): void {
      stopping.abort();
      recent.stop();
    },
  };
};
