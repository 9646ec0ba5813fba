import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys } from '../../functions/adapters/dynamodb/keys.ts';
import { enabledEvents } from '../../scripts/local/vendors/stripe/events.ts';
import type { FlowBusiness } from './flow-business.ts';
import type { FlowWorld } from './world.ts';

/** Makes a vendor's name for something known as this business's, where nothing of ours does so yet. */
export const register = async (world: FlowWorld, { id }: FlowBusiness, key: Key): Promise<void> => {
  const Item = { ...key, v: 1, businessId: id };
  await world.table.db.send(new PutCommand({ TableName: world.table.name, Item }));
};

/** The campaign and the brand under which it texts. */
export const registerForTexting = async (world: FlowWorld, business: FlowBusiness) => {
  const [campaignId, brandId] = [`C${business.id}`, `B${business.id}`];
  await register(world, business, keys.campaign(campaignId));
  await register(world, business, keys.brand(brandId));
  return { campaignId, brandId };
};

const liveAtStripe = ({ stripe: { lives } }: FlowWorld, customer: string): void => {
  const { subscription, invoice } = lives.subscribe({ customer });
  const { dispute } = lives.dispute(invoice);
  lives.closeDispute(dispute, 'won');
  lives.refund(invoice, 5000);
  lives.failRefund(lives.refund(invoice, 2500).refund);
  lives.credit(invoice, 1000);
  lives.warnOfFraud(invoice);
  lives.bill(subscription);
  lives.replaceCard(customer);
  lives.renewCard(customer);
  lives.abandonCheckout(customer);
  lives.paymentArrives(lives.subscribe({ customer, payment: 'on_its_way' }).session);
  const trial = lives.subscribe({ customer, trialDays: 14 });
  lives.remindOfTrialEnd(trial.subscription);
  lives.pause(trial.subscription);
  lives.resume(trial.subscription);
  lives.end(trial.subscription);
};

/** Everything that Telnyx and Stripe tell of a business while nobody calls, texts or books. */
export const liveAtVendors = async (world: FlowWorld, business: FlowBusiness): Promise<void> => {
  const { telnyx } = world;
  const { billing, messaging, numbers } = business.business;
  const [number = ''] = numbers;
  const { campaignId, brandId } = await registerForTexting(world, business);
  const leg = telnyx.ring({ from: business.customerPhone, to: number });
  leg.answer();
  leg.hangUp();
  const { messagingProfileId } = messaging;
  telnyx.completeOrder({ numbers: [number], reference: `${business.id}:num_1`, messagingProfileId });
  telnyx.tellRegistration({ brandId, status: 'VERIFIED' });
  telnyx.tellRegistration({ campaignId, brandId });
  telnyx.tellRegistration({ campaignId, brandId, type: 'MNO_REVIEW', isWrapped: true });
  telnyx.tellRegistration({ campaignId, phoneNumber: number, status: 'ADDED' });
  liveAtStripe(world, billing.stripeCustomerId);
};

/** Of what the endpoint hears, what only befalls who cannot pay, or needs a trouble that the simulator does not have. */
const OF_OTHER_LIVES = [
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'invoice.finalization_failed',
  'checkout.session.async_payment_failed',
  'refund.updated',
];

/** Every kind of webhook that a storm has to be made of. */
export const TOLD_BY_VENDORS: readonly string[] = [
  'call_started',
  'call_ended',
  'call_analyzed',
  'message.received',
  'message.sent',
  'message.finalized',
  'call.initiated',
  'call.answered',
  'call.hangup',
  'number_order.complete',
  '10dlc.campaign',
  '10dlc.brand.update',
  '10dlc.campaign.update',
  '10dlc.phone_number.update',
  'email.sent',
  'email.delivered',
  'email.complained',
  ...enabledEvents.filter((type) => !OF_OTHER_LIVES.includes(type)),
];
