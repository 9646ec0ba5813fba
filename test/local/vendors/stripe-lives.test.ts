import { afterEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type StripeSimulator, startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

let open: (StripeSimulator | WebhookReceiver)[] = [];

afterEach(async () => {
  for (const one of open) await one.stop();
  open = [];
});

const world = async () => {
  const receiver = await startWebhookReceiver();
  const stripe = await startStripe({ clock: createLocalClock(), webhookUrl: () => receiver.url });
  open = [stripe, receiver];
  const customer = stripe.addCustomer({ card: 'ok', metadata: { business_id: 'biz_01JDB6V7Q2' } });
  const command = async (body: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${stripe.url}/_control`, { method: 'POST', body: JSON.stringify(body) });
    const said = (await answer.json()) as Record<string, string>;
    if (!answer.ok) throw new Error(JSON.stringify(said));
    return said;
  };
  /** What was sent since the last look. */
  const told = async () => {
    await stripe.webhooks.idle();
    return receiver.received.splice(0).map(({ body }) => body);
  };
  return { stripe, customer, command, told, receiver };
};

const typesOf = (bodies: readonly { type: string }[]) => bodies.map(({ type }) => type).toSorted();

describe('a subscription at the Stripe simulator', () => {
  it('begins with a checkout, is paid for each month, falls behind and ends', async () => {
    const { stripe, customer, command, told } = await world();

    const { subscription } = await command({ do: 'subscribe', customer, trialDays: 14 });
    const begun = await told();
    await command({ do: 'remind_of_trial_end', subscription });
    await command({ do: 'bill', subscription });
    const billed = await told();
    stripe.setCard(customer, 'insufficient_funds');
    await command({ do: 'bill', subscription });
    const unpaid = await told();
    await command({ do: 'pause', subscription });
    await command({ do: 'resume', subscription });
    await command({ do: 'end', subscription, reason: 'payment_failed' });
    const ended = await told();

    expect(typesOf(begun)).toEqual([
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
    expect(typesOf(billed)).toEqual([
      'customer.subscription.trial_will_end',
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    expect(unpaid.find(({ type }) => type === 'customer.subscription.updated')?.data).toMatchObject({
      object: { status: 'past_due' },
      previous_attributes: { status: 'active', items: { data: [{}] } },
    });
    expect(ended.map(({ data }) => data.object.status).toSorted()).toEqual(['active', 'canceled', 'paused']);
  });

  it('is complete before it is paid, where its money is on its way', async () => {
    const { customer, command, told } = await world();

    const { session } = await command({ do: 'subscribe', customer, payment: 'on_its_way' });
    const before = await told();
    await command({ do: 'payment_arrives', session });
    const after = await told();

    const completed = before.find(({ type }) => type === 'checkout.session.completed');
    expect(completed?.data.object).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect(before.find(({ type }) => type === 'customer.subscription.created')?.data.object.status).toBe(
      'incomplete',
    );
    expect(after.find(({ type }) => type === 'customer.subscription.updated')?.data).toMatchObject({
      object: { status: 'active' },
      previous_attributes: { status: 'incomplete' },
    });
  });
});

describe('a paid invoice at the Stripe simulator', () => {
  it('can be credited, refunded, disputed and warned of, and its payment is known by one name throughout', async () => {
    const { stripe, customer, command, told } = await world();
    const { subscription } = await command({ do: 'subscribe', customer });
    const { invoice } = await command({ do: 'bill', subscription: String(subscription) });
    const intent = (await told()).find(
      ({ type, data }) => type === 'invoice_payment.paid' && data.object.invoice === invoice,
    )?.data.object.payment.payment_intent;

    await command({ do: 'credit', invoice, cents: 5_000 });
    const { refund } = await command({ do: 'refund', invoice, cents: 2_000 });
    await command({ do: 'fail_refund', refund });
    await command({ do: 'warn_of_fraud', invoice });
    const { dispute } = await command({ do: 'dispute', invoice });
    await command({ do: 'close_dispute', dispute, as: 'won' });
    const after = await told();

    expect(typesOf(after)).toEqual([
      'charge.dispute.closed',
      'charge.dispute.created',
      'charge.dispute.funds_reinstated',
      'charge.dispute.funds_withdrawn',
      'credit_note.created',
      'radar.early_fraud_warning.created',
      'refund.created',
      'refund.created',
      'refund.failed',
    ]);
    const intents = after.flatMap(({ data }) => data.object.payment_intent ?? []);
    expect(new Set(intents)).toEqual(new Set([intent]));
    expect(stripe.lives.collectedCents(customer)).toBe(20_000 + 20_000 - 5_000);
  });

  it('cannot be disputed before it is paid, and a command that is none is told what there is', async () => {
    const { stripe, customer, command } = await world();
    stripe.setCard(customer, 'insufficient_funds');
    const { invoice } = await command({ do: 'subscribe', customer });

    await expect(command({ do: 'dispute', invoice })).rejects.toThrow('is not paid');
    await expect(command({ do: 'constructor' })).rejects.toThrow('subscribe');
  });

  it('follows the owner to another card', async () => {
    const { customer, command, told } = await world();

    const { card } = await command({ do: 'replace_card', customer });
    await command({ do: 'renew_card', customer });
    const after = await told();

    expect(typesOf(after)).toEqual([
      'customer.updated',
      'payment_method.attached',
      'payment_method.automatically_updated',
    ]);
    expect(after.find(({ type }) => type === 'customer.updated')?.data.object.invoice_settings).toMatchObject(
      { default_payment_method: card },
    );
  });
});
