import { expect } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { book, lookUp } from './agent-tools.ts';
import { eventually } from './eventually.ts';
import type { FlowBusiness } from './flow-business.ts';
import { register, registerForTexting } from './vendor-life.ts';
import type { FlowWorld } from './world.ts';

/** A business with everything by which somebody could mean it. */
export type House = {
  readonly business: FlowBusiness;
  readonly ids: Readonly<Record<Id, string>>;
};
export type Id = (typeof IDS)[number];
const IDS = [
  'business',
  'agent',
  'number',
  'call',
  'service',
  'slot',
  'booking',
  'fee',
  'alert',
  'customer',
  'invoice',
  'payment',
  'subscription',
  'session',
  'dispute',
  'refund',
  'message',
  'e-mail',
  'leg',
  'order',
  'campaign',
  'brand',
] as const;

/** Nobody's, in the shape of somebody's. */
export const NOBODYS: Partial<Record<Id, string>> = {
  business: 'biz_nobodys01',
  agent: 'agent_nobodys',
  number: '+15129990000',
  call: 'call_nobodys',
  service: 'gutter',
  slot: '2026-11-24T09:30-aaaaa',
  booking: 'apt_aaaaaaaaaaaaaaaaaaaaaaaaaa',
};

/** What Stripe and Telnyx have of a business beside its booking, by their ids of it. */
const atVendors = async (world: FlowWorld, business: FlowBusiness) => {
  const { stripe, telnyx } = world;
  const { billing, numbers } = business.business;
  const [number = ''] = numbers;
  const invoice = String(business.invoices()[0]?.id);
  stripe.setCard(billing.stripeCustomerId, 'ok');
  stripe.retryPayment(invoice);
  const { subscription, session } = stripe.lives.subscribe({ customer: billing.stripeCustomerId });
  // What a bank decides about is refunded no more.
  const { refund } = stripe.lives.refund(invoice, 1000);
  stripe.lives.credit(invoice, 1000);
  const { dispute } = stripe.lives.dispute(invoice);
  const payment = String(stripe.lives.disputes.get(dispute)?.payment_intent);
  const leg = telnyx.ring({ from: business.customerPhone, to: number });
  leg.hangUp();
  const { campaignId: campaign, brandId: brand } = await registerForTexting(world, business);
  const order = telnyx.completeOrder({ numbers: [number], reference: `${business.id}:num_1` });
  await register(world, business, keys.numberOrder(order));
  telnyx.tellRegistration({ campaignId: campaign, brandId: brand });
  telnyx.tellRegistration({ campaignId: campaign, phoneNumber: number });
  return { invoice, payment, subscription, session, dispute, refund, leg: leg.legId, order, campaign, brand };
};

/** One booking is made and everything is sent; what vendors would tell of it afterwards is held back. */
export const aHouse = async (world: FlowWorld, service: string): Promise<House> => {
  const services = [{ id: service, name: `${service} work`, durationMinutes: 60 }];
  const business = await world.aBusiness({ services, card: 'insufficient_funds' });
  const call = await business.call();
  const [slot, free] = await lookUp(call, { service });
  const { result } = await book(business, call, {
    ...(slot && { slot }),
    differing: { service, sms_consent: true, customer_name: `Customer of ${service}` },
  });
  expect(result).toMatchObject({ ok: true });
  call.hangUp();
  await eventually('the booking to be billed, texted and mailed', async () => {
    expect(await business.fees()).toMatchObject([{ state: 'declined' }]);
    expect(business.sentTexts()).toHaveLength(1);
    expect(business.emails()).toHaveLength(1);
  });
  const told = await atVendors(world, business);
  const [fee, alert] = [(await business.fees())[0], (await business.alerts())[0]];
  return {
    business,
    ids: {
      ...told,
      business: business.id,
      agent: String(business.business.agentIds[0]),
      number: String(business.business.numbers[0]),
      call: call.callId,
      service,
      slot: String(free?.slot_id),
      booking: String(result.booking_id),
      fee: String(fee?.id),
      alert: String(alert?.id),
      customer: business.business.billing.stripeCustomerId,
      message: String(business.sentTexts()[0]?.id),
      'e-mail': String(business.emails()[0]?.id),
    },
  };
};
