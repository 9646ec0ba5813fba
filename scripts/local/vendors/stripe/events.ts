import { createHmac } from 'node:crypto';
import type Stripe from 'stripe';
import { snapshot } from '../snapshot.ts';
import type { NewId } from '../vendor-id.ts';
import type { ModelOptions } from '../vendor-model.ts';

/** The API request that made an event happen; both null when Stripe acted by itself. */
export type Cause = { readonly id: string | null; readonly idempotency_key: string | null };

export const byStripeItself: Cause = { id: null, idempotency_key: null };

export type WireEvent = Omit<Stripe.EventBase, 'data' | 'type'> & {
  type: string;
  data: { object: unknown; previous_attributes?: object };
};

/** What an endpoint of ours is subscribed to; other events only show in `GET /v1/events`. */
export const enabledEvents: readonly string[] = [
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'invoice.marked_uncollectible',
  'invoice.finalization_failed',
  'invoice_payment.paid',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'credit_note.created',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'customer.updated',
  'payment_method.attached',
  'payment_method.automatically_updated',
  'radar.early_fraud_warning.created',
];

export const apiVersion = '2026-10-28.endive';

export type EventLog = {
  /** Newest first. */
  list(): readonly WireEvent[];
  add(type: string, object: object, cause: Cause, previous?: object): void;
};

export const signStripe = (secret: string, rawBody: string, atMs: number): Record<string, string> => {
  const seconds = Math.floor(atMs / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${rawBody}`).digest('hex');
  return { 'stripe-signature': `t=${seconds},v1=${digest}`, 'user-agent': 'Stripe/1.0' };
};

export const createEventLog = (
  { clock, webhookUrl, send }: Pick<ModelOptions, 'clock' | 'webhookUrl' | 'send'>,
  newId: NewId,
): EventLog => {
  const events: WireEvent[] = [];
  return {
    list: () => events.toReversed(),
    add(type, object, cause, previous) {
      const event: WireEvent = {
        id: newId('evt_1'),
        object: 'event',
        api_version: apiVersion,
        created: Math.floor(clock.now() / 1000),
        data: {
          object: snapshot(object),
          ...(previous && { previous_attributes: snapshot(previous) }),
        },
        livemode: false,
        pending_webhooks: enabledEvents.includes(type) ? 1 : 0,
        request: { ...cause },
        type,
      };
      events.push(event);
      if (!enabledEvents.includes(type)) return;
      const url = webhookUrl?.();
      const body = (): string => JSON.stringify(event, null, 2);
      send({ id: event.id, type, urls: url === undefined ? [] : [url], body });
    },
  };
};
