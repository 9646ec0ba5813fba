import { readdirSync } from 'node:fs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { STRIPE_API_VERSION } from '../../functions/adapters/stripe/api-version.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { signStripe } from '../../scripts/local/vendors/stripe/events.ts';
import { fixturesNote, hasFixtures, readFixture } from '../local/vendors/fixtures.ts';
import { book } from '../support/agent-tools.ts';
import { aBusiness } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { aFee } from '../support/fees.ts';
import { postRaw } from '../support/raw-http.ts';
import { seeded } from '../support/seeded.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterAll(() => world?.stop());

const TIMES = 3;

const hear = async (event: unknown): Promise<number> => {
  const body = JSON.stringify(event);
  const signature = signStripe(String(world.secret.stripe.webhookSecrets[0]), body, world.clock.now());
  const headers = { 'content-type': 'application/json', ...signature };
  return (await postRaw(`${world.cloud.apiUrl}/webhooks/stripe`, headers, body)).status;
};

/** Everything that has happened at Stripe, whether or not it could tell us. */
const happened = async (): Promise<{ readonly id: string; readonly type: string }[]> => {
  const headers = {
    authorization: `Bearer ${world.stripe.keys.secretKey}`,
    'stripe-version': STRIPE_API_VERSION,
  };
  const answer = await fetch(`${world.stripe.url}/v1/events?limit=100`, { headers });
  return ((await answer.json()) as { data: { id: string; type: string }[] }).data;
};

const rowsOf = async (businessId: string, partition: string) =>
  (await world.rows()).filter(({ pk }) => pk === `BIZ#${businessId}#${partition}`);
const quarantined = async () =>
  (await world.rows()).filter(({ pk }) => pk === 'QUARANTINE').map(({ awaits }) => awaits);
const deadLetters = async () =>
  (await world.cloud.queues()).filter(({ name, visible }) => name.includes('DeadLetters') && visible > 0);

const recorded = (): { readonly id: string; readonly type: string }[] =>
  readdirSync(new URL('../../../shared/fixtures/stripe/', import.meta.url))
    .filter((file) => !file.startsWith('api.'))
    .map((file) => readFixture(`stripe/${file}`) as { id: string; type: string });

describe(`every event of Stripe, out of order and repeated [B1, B2]`, () => {
  it.skipIf(!hasFixtures)(`F-WH-7: the recorded ones lead to one state${fixturesNote}`, async () => {
    const businessId = 'biz_01JDB6V7Q2' as BusinessId;
    const appointmentId = 'apt_01JDB7K3M9' as AppointmentId;
    const stripeCustomerId = 'cus_TKq3mZp8Yx1aBc';
    const fee = aFee({ businessId, appointmentId, stripeCustomerId });
    const base = aBusiness();
    await dynamoBusinessCreation(world.table, waiting).create(
      aBusiness({
        id: businessId,
        agentIds: ['agent_recorded1'],
        numbers: ['+15125559001'],
        messaging: { ...base.messaging, from: '+15125559001' },
        billing: { ...base.billing, stripeCustomerId },
      }),
    );
    const Item = { ...keys.fee(businessId, appointmentId), ...fee };
    await world.table.db.send(new PutCommand({ TableName: world.table.name, Item }));
    const all = recorded();
    const storm = seeded(7).shuffled(Array.from({ length: TIMES }, () => all).flat());

    for (const event of storm) expect(await hear(event)).toBe(200);
    await world.atRest();

    const billing = await rowsOf(businessId, 'BILLING');
    expect(billing.find(({ sk }) => sk === 'ACCOUNT')).toMatchObject({
      subscriptions: { sub_1SWcG2B7WZ01zgkWq3Lm9PzT: { status: 'canceled' } },
    });
    expect(billing.filter(({ sk }) => String(sk).startsWith('INVOICE#'))).toMatchObject([
      { state: 'paid', paidCents: 20_000, reason: 'subscription_cycle' },
    ]);
    expect(billing.filter(({ sk }) => String(sk).startsWith('CHECKOUT#'))).toMatchObject([
      { result: 'completed' },
    ]);
    const [charged] = (await rowsOf(businessId, 'APPOINTMENTS')).filter(({ sk }) =>
      String(sk).endsWith('#FEE'),
    );
    expect(charged).toMatchObject({
      state: 'charged',
      invoiceId: 'in_1SWcQ7B7WZ01zgkWbooking01',
      creditedCents: 5000,
      refundedCents: 5000,
      dispute: 'needs_response',
    });
    const [configuration] = (await rowsOf(businessId, 'SCHEDULE')).filter(({ sk }) => sk === '0#CFG');
    expect(configuration?.billing).toMatchObject({ subscription: 'cancelled' });
    const inboxed = (await world.rows())
      .map(({ pk }) => String(pk))
      .filter((pk) => pk.startsWith('INBOX#stripe#'));
    for (const { id } of all) expect(inboxed).toContain(`INBOX#stripe#${id}`);
    expect(await quarantined()).toEqual([]);
    expect(await deadLetters()).toEqual([]);
  });

  it('those of a business’s whole life with us lead to one state, with nothing left over', async () => {
    const business = await world.aBusiness();
    const customer = business.business.billing.stripeCustomerId;
    const { lives } = world.stripe;
    // What Stripe sends by itself is lost, so that only what is heard below can have told of it.
    world.stripe.faults.addWebhook({ effect: 'drop' });
    const call = await business.call();
    await book(business, call);
    call.hangUp();
    const invoiceId = await eventually('the fee to be charged', async () => {
      const [fee] = await business.fees();
      expect(fee).toMatchObject({ state: 'charged' });
      return String(fee?.invoiceId);
    });
    const { subscription, invoice } = lives.subscribe({ customer });
    const { card } = lives.replaceCard(customer);
    lives.renewCard(customer);
    lives.abandonCheckout(customer);
    lives.pause(subscription);
    lives.resume(subscription);
    lives.credit(invoice, 2_000);
    const { dispute } = lives.dispute(invoiceId);
    lives.warnOfFraud(invoiceId);
    await world.atRest();
    await world.letPass(1);
    lives.closeDispute(dispute, 'won');
    lives.change(subscription, { cancel_at_period_end: true });
    const told = await happened();
    world.stripe.faults.clear();
    const chance = seeded(11);

    const answers = await Promise.all(
      chance.shuffled(Array.from({ length: TIMES }, () => told).flat()).map(hear),
    );
    await world.atRest();

    expect(new Set(answers)).toEqual(new Set([200]));
    expect(new Set(told.map(({ type }) => type)).size).toBeGreaterThan(15);
    expect(await business.fees()).toMatchObject([
      { state: 'charged', attempt: 1, dispute: 'won', fraudWarning: true, refundedCents: 0 },
    ]);
    expect(await business.accountInvoices()).toMatchObject([
      { id: invoice, state: 'paid', creditedCents: 2_000, refundedCents: 2_000 },
    ]);
    const billing = await rowsOf(business.id, 'BILLING');
    expect(billing.find(({ sk }) => sk === 'ACCOUNT')).toMatchObject({
      subscriptions: { [subscription]: { status: 'active', cancelsAtPeriodEnd: true } },
      cards: { [card]: { last4: '1881' } },
      customer: { paymentMethod: card },
    });
    expect(
      billing
        .filter(({ sk }) => String(sk).startsWith('CHECKOUT#'))
        .map(({ result }) => result)
        .toSorted(),
    ).toEqual(['completed', 'expired']);
    expect(await quarantined()).toEqual([]);
    expect(await deadLetters()).toEqual([]);
  });
});
