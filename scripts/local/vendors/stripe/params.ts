import { groupParam, type Params, textParam } from '../bracket-params.ts';
import { platformParams } from './platform-params.ts';
import { invalidRequest } from './stripe-error.ts';

/** Parameters the SDK's version of the API knows; others are refused, as Stripe refuses them. */
const known = {
  invoice:
    'account_tax_ids application_fee_amount auto_advance automatic_tax automatically_finalizes_at collection_method ' +
    'currency custom_fields customer customer_account days_until_due default_payment_method default_source ' +
    'default_tax_rates description discounts due_date effective_at expand footer from_invoice issuer metadata number ' +
    'on_behalf_of payment_settings pending_invoice_items_behavior rendering shipping_cost shipping_details ' +
    'statement_descriptor subscription transfer_data',
  invoiceList:
    'collection_method created customer customer_account due_date ending_before expand limit starting_after status subscription',
  finalize: 'auto_advance expand',
  pay: 'expand forgive mandate off_session paid_out_of_band payment_method source',
  item:
    'amount currency customer customer_account description discountable discounts expand invoice metadata period ' +
    'price_data pricing quantity quantity_decimal subscription tax_behavior tax_code tax_rates unit_amount_decimal',
  customer:
    'address balance business_name cash_balance description email expand individual_name invoice_prefix ' +
    'invoice_settings metadata name next_invoice_sequence payment_method phone preferred_locales shipping source tax ' +
    'tax_exempt tax_id_data test_clock validate',
  customerChange:
    'address balance business_name cash_balance default_source description email expand individual_name invoice_prefix ' +
    'invoice_settings metadata name next_invoice_sequence phone preferred_locales shipping source tax tax_exempt validate',
  customerList: 'created email ending_before expand limit starting_after test_clock',
  search: 'expand limit page query',
  methodList: 'allow_redisplay customer customer_account ending_before expand limit starting_after type',
  checkout:
    'adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax ' +
    'billing_address_collection branding_settings cancel_url client_reference_id consent_collection currency ' +
    'custom_fields custom_text customer customer_account customer_creation customer_email customer_update discounts ' +
    'excluded_payment_method_types expand expires_at integration_identifier invoice_creation line_items locale ' +
    'managed_payments metadata mode name_collection optional_items origin_context payment_intent_data ' +
    'payment_method_collection payment_method_configuration payment_method_data payment_method_options permissions ' +
    'phone_number_collection redirect_on_completion return_url saved_payment_method_options setup_intent_data ' +
    'shipping_address_collection shipping_options submit_type subscription_data success_url tax_id_collection ui_mode ' +
    'wallet_options',
  subscriptionList:
    'automatic_tax collection_method created current_period_end current_period_start customer customer_account ' +
    'ending_before expand limit plan price starting_after status test_clock',
  subscriptionChange:
    'add_invoice_items application_fee_percent automatic_tax billing_cycle_anchor billing_schedules billing_thresholds ' +
    'cancel_at cancel_at_period_end cancellation_details collection_method days_until_due default_payment_method ' +
    'default_source default_tax_rates description discounts expand invoice_settings items metadata off_session ' +
    'on_behalf_of pause_collection payment_behavior payment_settings pending_invoice_item_interval proration_behavior ' +
    'proration_date transfer_data trial_end trial_from_plan trial_settings',
  subscriptionEnd: 'cancellation_details expand invoice_now prorate',
  portal:
    'after_expiration configuration customer customer_account expand flow_data locale on_behalf_of return_url',
  eventList: 'created delivery_success ending_before expand limit starting_after type types',
  creditNote:
    'amount credit_amount effective_at email_type expand invoice lines memo metadata out_of_band_amount reason refund_amount ' +
    'refunds shipping_cost',
  creditNoteList: 'created customer customer_account ending_before expand invoice limit starting_after',
  refundList: 'charge created ending_before expand limit payment_intent starting_after',
  ...platformParams,
  expandOnly: 'expand',
} as const;

export type ParamSet = keyof typeof known;

/** Throws what Stripe answers before it begins: nothing is executed and no idempotency key is used up. */
export const checkParams = (params: Params, set: ParamSet, required: readonly string[]): void => {
  const names = known[set].split(' ');
  const unknown = Object.keys(params).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw invalidRequest(`Received unknown parameter: ${unknown}`, {
      code: 'parameter_unknown',
      param: unknown,
    });
  }
  const absent = required.find((name) => params[name] === undefined || params[name] === '');
  if (absent !== undefined) {
    throw invalidRequest(`Missing required param: ${absent}.`, { code: 'parameter_missing', param: absent });
  }
  if (Object.values(groupParam(params, 'metadata')).some((value) => String(value).length > 500)) {
    throw invalidRequest('Metadata values can have up to 500 characters.', { param: 'metadata' });
  }
};

/** The same for a group within the parameters; `names`: those it may have, with spaces between. */
export const checkGroup = (group: Params, names: string, where: string): void => {
  const unknown = Object.keys(group).find((name) => !names.split(' ').includes(name));
  if (unknown === undefined) return;
  const param = `${where}[${unknown}]`;
  throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
};

export const integerParam = (params: Params, name: string): number | undefined => {
  const text = textParam(params, name);
  if (text === undefined) return undefined;
  if (!/^-?\d+$/.test(text)) {
    throw invalidRequest(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param: name });
  }
  return Number(text);
};

export const booleanParam = (params: Params, name: string): boolean | undefined => {
  const text = textParam(params, name);
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw invalidRequest(`Invalid boolean: ${text}`, { param: name });
  return text === 'true';
};

/** Whether a time in seconds passes `created=…` or `created[gte]=…` and its kin. */
export const isInRange = (params: Params, name: string, seconds: number): boolean => {
  const exact = integerParam(params, name);
  const range = groupParam(params, name);
  const limits = {
    gt: integerParam(range, 'gt'),
    gte: integerParam(range, 'gte'),
    lt: integerParam(range, 'lt'),
    lte: integerParam(range, 'lte'),
  };
  return (
    (exact === undefined || seconds === exact) &&
    (limits.gt === undefined || seconds > limits.gt) &&
    (limits.gte === undefined || seconds >= limits.gte) &&
    (limits.lt === undefined || seconds < limits.lt) &&
    (limits.lte === undefined || seconds <= limits.lte)
  );
};

/** One page of a list that is sorted newest first. */
export const pageOf = <T extends { readonly id: string }>(
  items: readonly T[],
  params: Params,
  url: string,
): object => {
  if (params.ending_before !== undefined) throw invalidRequest('The simulator does not know ending_before.');
  const limit = integerParam(params, 'limit') ?? 10;
  if (limit < 1 || limit > 100) throw invalidRequest('limit must be between 1 and 100.', { param: 'limit' });
  const after = textParam(params, 'starting_after');
  const position = after === undefined ? 0 : items.findIndex((item) => item.id === after) + 1;
  if (after !== undefined && position === 0) {
    throw invalidRequest(`No such object: '${after}'`, { code: 'resource_missing', param: 'starting_after' });
  }
  const data = items.slice(position, position + limit);
  return { object: 'list', data, has_more: position + limit < items.length, url };
};
