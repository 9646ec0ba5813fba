import type Stripe from 'stripe';
import type { WirePrice } from './objects.ts';

type Made = { readonly id: string; readonly created: number };

export const newProduct = (
  { id, created }: Made,
  name: string,
  metadata: Stripe.Metadata,
): Stripe.Product => ({
  id,
  object: 'product',
  active: true,
  created,
  default_price: null,
  description: null,
  images: [],
  livemode: false,
  marketing_features: [],
  metadata,
  name,
  package_dimensions: null,
  shippable: null,
  statement_descriptor: null,
  tax_code: null,
  tax_details: null,
  type: 'service',
  unit_label: null,
  updated: created,
  url: null,
});

export type PriceFacts = Pick<WirePrice, 'currency' | 'lookup_key' | 'metadata' | 'nickname'> & {
  readonly product: string;
  readonly unitAmount: number;
  readonly recurring: { readonly interval: string; readonly intervalCount: number } | undefined;
};

export const newSoldPrice = ({ id, created }: Made, facts: PriceFacts): WirePrice => {
  const { product, unitAmount, recurring, currency, lookup_key, metadata, nickname } = facts;
  return {
    id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key,
    metadata,
    nickname,
    product,
    recurring: recurring
      ? {
          interval: recurring.interval as 'month',
          interval_count: recurring.intervalCount,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  };
};

export const newEndpoint = (
  { id, created }: Made,
  facts: Pick<Stripe.WebhookEndpoint, 'api_version' | 'description' | 'enabled_events' | 'metadata' | 'url'>,
): Stripe.WebhookEndpoint => ({
  id,
  object: 'webhook_endpoint',
  application: null,
  created,
  livemode: false,
  status: 'enabled',
  ...facts,
});

export type PortalFeatures = Omit<Stripe.BillingPortal.Configuration.Features, 'subscription_pause'>;

/** As Stripe has it for whoever names nothing. */
const noFeatures = (): PortalFeatures => ({
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, options: [] } as never,
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
});

export type WirePortal = Omit<Stripe.BillingPortal.Configuration, 'features'> & { features: PortalFeatures };

export const newPortal = ({ id, created }: Made, metadata: Stripe.Metadata): WirePortal => ({
  id,
  object: 'billing_portal.configuration',
  active: true,
  application: null,
  business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
  created,
  default_return_url: null,
  features: noFeatures(),
  is_default: false,
  livemode: false,
  login_page: { enabled: false, url: null },
  metadata,
  name: null,
  updated: created,
});

/** The one that `LOCAL_PLATFORM` names, as if it had been made for this machine. */
export const localPortal = (id: string, created: number): WirePortal => {
  const portal = newPortal({ id, created }, { cloudgreet_stage: 'local' });
  portal.business_profile.headline = 'CloudGreet';
  portal.features.invoice_history.enabled = true;
  portal.features.payment_method_update.enabled = true;
  portal.features.subscription_cancel.enabled = true;
  return portal;
};
