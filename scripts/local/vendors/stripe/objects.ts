import type Stripe from 'stripe';
import type { NewId } from '../vendor-id.ts';

/**
 * Wire shapes: the SDK's own types, so that an upgrade that changes a shape does not compile. The SDK turns decimals
 * into a class; on the wire they are strings.
 */
export type OnTheWire<T> = {
  [K in keyof T]: Extract<T[K], Stripe.Decimal> extends never ? T[K] : string | null;
};

export type WireLine = Omit<OnTheWire<Stripe.InvoiceLineItem>, 'pricing'> & { pricing: WirePricing | null };
export type WirePricing = {
  price_details?: { price: string; product: string };
  type: 'price_details';
  unit_amount_decimal: string;
};
export type WireInvoice = Omit<OnTheWire<Stripe.Invoice>, 'lines'> & {
  lines: { object: 'list'; data: WireLine[]; has_more: boolean; url: string };
};
export type WirePrice = OnTheWire<Stripe.Price>;
export type WireInvoicePayment = OnTheWire<Stripe.InvoicePayment>;

export const newMonthlyPrice = (id: string, unitAmountCents: number, created: number): WirePrice => ({
  ...newPrice(id, unitAmountCents, created),
  lookup_key: 'cloudgreet_monthly_v1',
  nickname: 'CloudGreet monthly',
  product: 'prod_monthly_local',
  recurring: {
    interval: 'month',
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  },
  type: 'recurring',
});

export const newPrice = (id: string, unitAmountCents: number, created: number): WirePrice => ({
  id,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created,
  currency: 'usd',
  custom_unit_amount: null,
  livemode: false,
  lookup_key: 'cloudgreet_booking_fee_v1',
  metadata: {},
  nickname: null,
  product: 'prod_booking_fee_local',
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: unitAmountCents,
  unit_amount_decimal: String(unitAmountCents),
});

export const newCustomer = (
  facts: {
    id: string;
    name: string | null;
    email: string | null;
    metadata: Stripe.Metadata;
    hasCard: boolean;
  },
  created: number,
  newId: NewId,
): Stripe.Customer => ({
  id: facts.id,
  object: 'customer',
  address: null,
  balance: 0,
  created,
  currency: null,
  customer_account: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: facts.email,
  invoice_prefix: newId('', 8).toUpperCase(),
  invoice_settings: {
    custom_fields: null,
    default_payment_method: facts.hasCard ? newId('pm_1') : null,
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: facts.metadata,
  name: facts.name,
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
});

/** A draft without lines. */
export const newInvoice = (
  customer: Stripe.Customer,
  facts: Pick<WireInvoice, 'auto_advance' | 'collection_method' | 'currency' | 'description' | 'metadata'> & {
    default_payment_method: string | null;
  },
  created: number,
  newId: NewId,
): WireInvoice => {
  const id = newId('in_1');
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'CloudGreet',
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    created,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_source: null,
    default_tax_rates: [],
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: created,
    period_start: created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: created,
    ...facts,
  };
};

export type ItemFacts = {
  readonly amount: number;
  readonly description: string | null;
  readonly metadata: Stripe.Metadata;
  readonly pricing: WirePricing;
  readonly quantity: number;
};

export const newInvoiceLine = (
  invoice: WireInvoice,
  itemId: string,
  item: ItemFacts,
  at: number,
  newId: NewId,
): WireLine => ({
  id: newId('il_1'),
  object: 'line_item',
  currency: invoice.currency,
  discount_amounts: [],
  discountable: true,
  discounts: [],
  invoice: invoice.id,
  livemode: false,
  parent: {
    invoice_item_details: {
      invoice_item: itemId,
      proration: false,
      proration_details: null,
      subscription: null,
    },
    subscription_item_details: null,
    type: 'invoice_item_details',
  },
  period: { start: at, end: at },
  pretax_credit_amounts: [],
  quantity_decimal: String(item.quantity),
  subscription: null,
  subtotal: item.amount,
  taxes: [],
  ...item,
});

export const newInvoicePayment = (
  invoice: WireInvoice,
  created: number,
  newId: NewId,
): WireInvoicePayment => ({
  id: newId('inpay_1'),
  object: 'invoice_payment',
  amount_paid: null,
  amount_requested: invoice.total,
  created,
  currency: invoice.currency,
  invoice: invoice.id,
  is_default: true,
  livemode: false,
  payment: { payment_intent: newId('pi_3'), type: 'payment_intent' },
  status: 'open',
  status_transitions: { canceled_at: null, paid_at: null },
});
