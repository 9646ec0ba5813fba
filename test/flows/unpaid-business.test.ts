import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuleAgent } from '../../scripts/local/vendors/retell/rule-agent/rule-agent.ts';
import { book, useTool } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterAll(() => world?.stop());

const DAY_MS = 86_400_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);

/** A month of the business's is over, and its card is declined. */
const fallsBehind = async ({ business }: FlowBusiness) => {
  const { lives } = world.stripe;
  const customer = business.billing.stripeCustomerId;
  const { subscription } = lives.subscribe({ customer });
  pass(30 * DAY_MS);
  world.stripe.setCard(customer, 'insufficient_funds');
  const { invoice } = lives.bill(subscription);
  return { subscription, invoice, customer };
};

const standing = async (business: FlowBusiness, subscription: string) =>
  eventually(`the business to be ${subscription}`, async () => {
    const configuration = (await business.rows()).find(({ sk }) => sk === '0#CFG');
    expect(configuration?.billing).toMatchObject({ subscription });
    return configuration?.billing as { pastDueSince?: string };
  });

/** What a caller of the business hears who wants an appointment, and which tools the agent asks meanwhile. */
const hears = async (business: FlowBusiness, ...words: readonly string[]) => {
  const heard: string[] = [];
  const tools: string[] = [];
  const call = await business.call();
  const agent = createRuleAgent(call, '2026-11-23', {
    onSaid: (who, text) => void (who === 'agent' && heard.push(text)),
    onTool: ({ name }) => void tools.push(name),
  });
  agent.greet();
  for (const said of words) if (!agent.isOver()) await agent.hear(said);
  agent.callerHangsUp();
  return { call, heard, tools };
};

describe('a business that does not pay is called [B1, V1]', () => {
  it('in its grace as ever, then to be put through, and in full again within a minute of paying', async () => {
    const business = await world.aBusiness();
    const first = await business.call();
    await book(business, first);
    first.hangUp();
    await world.atRest();
    const { invoice } = await fallsBehind(business);
    const { pastDueSince } = await standing(business, 'past_due');
    expect(Math.abs(Date.parse(String(pastDueSince)) - world.clock.now())).toBeLessThan(60_000);

    const inGrace = await hears(business);
    expect(inGrace.heard[0]).toMatch(/How can I help\?$/);

    pass(7 * DAY_MS + 60_000);
    const late = await hears(business, 'I need my furnace repaired', 'yes', 'Dana Reyes, my furnace is out');
    expect(late.heard[0]).toMatch(/I will connect you with the team\. What is it about\?$/);
    expect(late.heard.join(' ')).toMatch(/hold while I connect you.*message.*is kept/s);
    expect(late.tools).toEqual([]);
    expect(late.call.dynamicVariables).toMatchObject({
      booking: 'closed',
      owner_transfer_number: business.business.owner.transferNumber,
    });
    const call = await business.call();
    const wish = { service: 'Furnace repair' };
    expect((await useTool(call, 'lookup_availability', wish)).result).toMatchObject({
      ok: false,
      code: 'not_in_service',
    });
    call.hangUp();

    world.stripe.setCard(business.business.billing.stripeCustomerId, 'ok');
    expect(world.stripe.retryPayment(invoice)).toBe(true);
    expect(await standing(business, 'active')).not.toHaveProperty('pastDueSince');
    pass(60_000);
    const paid = await hears(business);
    expect(paid.heard[0]).toMatch(/How can I help\?$/);
    const again = await business.call();
    expect((await useTool(again, 'lookup_availability', wish)).result).toMatchObject({ ok: true });
    again.hangUp();
    // What was booked before stands, and was texted.
    expect(await business.appointments()).toMatchObject([{ status: 'booked' }]);
    expect(await business.sentTexts()).toHaveLength(1);
  });

  it('and books with nothing that its container still remembers, a minute after it has ended', async () => {
    const business = await world.aBusiness();
    const { lives } = world.stripe;
    const { subscription } = lives.subscribe({ customer: business.business.billing.stripeCustomerId });
    // It is active before Stripe has told that the new subscription is incomplete, and again after that was paid.
    await world.atRest();
    await standing(business, 'active');
    const call = await business.call();
    const { result } = await useTool(call, 'lookup_availability', { service: 'Furnace repair' });
    expect(result).toMatchObject({ ok: true, slots: expect.any(Array) });

    lives.end(subscription, 'payment_failed');
    await standing(business, 'cancelled');
    pass(60_000);

    const booked = await book(business, call, { slot: result.slots?.[0] as never });
    expect(booked.result).toMatchObject({ ok: false, code: 'not_in_service' });
    expect(await business.appointments()).toEqual([]);
    call.hangUp();
  });
});
