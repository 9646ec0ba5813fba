import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { normalised, playedIn, storyIn, wordsOf } from '../support/traces.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** An example as it is printed in the documentation: its summary, and one entry for each moment. */
const example = (name: string) => {
  const text = readFileSync(new URL(`../../docs/examples/traces/${name}.txt`, import.meta.url), 'utf8');
  const [above = '', below = ''] = text.split('\nWhat happened\n');
  const [, summary = ''] = above.split('\nIn short\n');
  const joined = (block: string, begins: RegExp): string[] => {
    const entries: string[] = [];
    for (const line of block.split('\n').filter((one) => one.trim() !== '')) {
      if (begins.test(line)) entries.push(line.trim());
      else entries.push(`${entries.pop() ?? ''} ${line.trim()}`);
    }
    return entries;
  };
  const moments = joined(below, /^\d\d:/).map((entry) => {
    const [, who = '', what = ''] = /^\S+\s+\+\S+ s\s+(\S+)\s+(.*)$/.exec(entry) ?? [];
    return { who, what: what.replace(/ offers .*$/, '') };
  });
  return { summary: joined(summary, /^ {2}\S/).map(normalised), moments: wordsOf(moments) };
};

/** Vendors may tell more than they did when the example was printed; all else is as it is printed there. */
const isVendorsNews = (words: string): boolean => words.includes(': told us ');

const expectTold = (words: readonly string[], printed: readonly string[]): void => {
  const own = (all: readonly string[]) => all.filter((one) => !isVendorsNews(one)).toSorted();
  expect(own(words)).toEqual(own(printed));
  expect(words).toEqual(expect.arrayContaining(printed.filter(isVendorsNews)));
};

const at = (words: readonly string[], part: string): number => {
  const place = words.findIndex((one) => one.includes(part));
  expect(place, `"${part}" in\n${words.join('\n')}`).toBeGreaterThanOrEqual(0);
  return place;
};

describe('the trace of a declined card [B2, O5]', () => {
  it('says what was booked, what was owed, that and why it was not paid, and what is next', async () => {
    const { callIds } = await playedIn(world, 'declined-card', 1);

    const story = await storyIn(world, String(callIds[0]));
    const words = wordsOf(story.moments);

    expect(story.summary.map(normalised)).toEqual(example('declined-card').summary);
    expectTold(words, example('declined-card').moments);
    const order = [
      'Retell: rang',
      'agent: looked up',
      'table: fee of $50.00 owed',
      'Stripe: was asked to make an invoice: done',
      'Stripe: was asked to finalise the invoice: done',
      'Stripe: was asked to take the payment: payment declined: insufficient_funds',
      'table: fee declined (insufficient_funds)',
      'bus: announced fee.declined',
    ];
    expect(order.map((part) => at(words, part))).toEqual(
      order.map((part) => at(words, part)).sort((a, b) => a - b),
    );
  });

  it('says so when the money comes after all', async () => {
    const { callIds, business } = await playedIn(world, 'declined-card', 2);
    const customer = business.billing.stripeCustomerId;
    const invoice = world.stripe.invoices().find((one) => one.customer === customer);

    world.stripe.setCard(customer, 'ok');
    world.stripe.retryPayment(String(invoice?.id));
    await world.atRest();
    const { summary, moments } = await storyIn(world, String(callIds[0]));

    expect(summary.map(normalised)).toContain(
      'Booking fee: $50.00 owed and paid at <time>. Invoice <in>, made and finalised. The payment was first declined at <time> (insufficient_funds); it came later.',
    );
    const words = wordsOf(moments);
    expect(at(words, 'told us that the invoice was paid')).toBeLessThan(
      at(words, 'table: fee charged: $50.00'),
    );
  });
});

describe('the trace of a lost race [P2, O5]', () => {
  it('says who wanted what, who had it, what was offered instead and what was booked then', async () => {
    const { callIds } = await playedIn(world, 'same-time', 3);

    const [winner, loser] = await Promise.all(callIds.map((callId) => storyIn(world, callId)));
    const won = winner?.moments.find(({ what }) => what.startsWith('booked'))?.line.fields.appointmentId;

    expect(loser?.summary.map(normalised)).toEqual(example('lost-race').summary);
    expectTold(wordsOf(loser?.moments ?? []), example('lost-race').moments);
    expect(loser?.summary[0]).toContain(`Appointment ${won} of another call`);
    expect(winner?.summary.join(' ')).not.toContain('Lost a race');
    expect(JSON.stringify(loser)).not.toContain(callIds[0]);
  });
});
