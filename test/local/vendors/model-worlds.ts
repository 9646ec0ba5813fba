import { createResendModel } from '../../../scripts/local/vendors/resend/resend-model.ts';
import { createStripeModel } from '../../../scripts/local/vendors/stripe/stripe-model.ts';
import { createTelnyxModel, type TelnyxOptions } from '../../../scripts/local/vendors/telnyx/telnyx-model.ts';
import { type Course, modelRequest } from '../../../scripts/local/vendors/vendor-model.ts';
import type { WebhookMessage } from '../../../scripts/local/vendors/webhook-deliveries.ts';
import { seeded } from '../../support/seeded.ts';

export const HOUR_MS = 60 * 60 * 1000;
export const OURS = '+15125550142';
export const THEIRS = '+15125550187';

const START_MS = Date.parse('2026-11-23T15:00:00Z');

/** What a model stands in: a clock that stands still, chance by seed, and a tray for what it wants to deliver. */
const surroundings = (seed: number) => {
  const clock = { at: START_MS, now: () => clock.at };
  const tray: WebhookMessage[] = [];
  const send = (message: WebhookMessage): void => void tray.push(message);
  return {
    clock,
    tray,
    types: () => tray.map(({ type }) => type),
    options: {
      clock,
      send,
      chance: { int: seeded(seed).below },
      webhookUrl: () => 'https://api.example/events',
    },
  };
};

export const stripeWorld = (seed = 1) => {
  const around = surroundings(seed);
  const model = createStripeModel(around.options);
  const request = (method: string, url: string, rawBody: string, key?: string) =>
    modelRequest({
      method,
      url,
      rawBody,
      headers: {
        Authorization: `Bearer ${model.keys.secretKey}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(key && { 'Idempotency-Key': key }),
      },
    });
  const draft = (customer: string, key?: string) =>
    request('POST', '/v1/invoices', `customer=${customer}`, key);
  const createDraft = (customer: string, key: string, course?: Course) =>
    model.handle(draft(customer, key), course);
  const addFee = (customer: string, invoice: string) => {
    const item = `customer=${customer}&invoice=${invoice}&pricing[price]=${model.bookingFeePrice}`;
    model.handle(request('POST', '/v1/invoiceitems', item));
  };
  /** An open invoice of one booking fee; its id. */
  const openInvoice = (customer: string): string => {
    const { id } = model.handle(draft(customer)).body as { id: string };
    addFee(customer, id);
    model.handle(request('POST', `/v1/invoices/${id}/finalize`, 'auto_advance=true'));
    return id;
  };
  const pay = (id: string) => model.handle(request('POST', `/v1/invoices/${id}/pay`, ''));
  return { ...around, model, draft, createDraft, addFee, openInvoice, pay };
};

export const telnyxWorld = (more: Partial<TelnyxOptions> = {}, seed = 1) => {
  const around = surroundings(seed);
  const model = createTelnyxModel({ ...around.options, numbers: [{ phoneNumber: OURS }], ...more });
  const ask = (method: string, url: string, rawBody = '', course?: Course) =>
    model.handle(
      modelRequest({ method, url, rawBody, headers: { authorization: `Bearer ${model.keys.apiKey}` } }),
      course,
    );
  const sendText = (course?: Course) =>
    ask('POST', '/v2/messages', JSON.stringify({ from: OURS, to: THEIRS, text: 'You are booked.' }), course);
  return { ...around, model, ask, sendText };
};

export const resendWorld = (seed = 1) => {
  const around = surroundings(seed);
  const model = createResendModel(around.options);
  const email = { from: 'a@example.com', to: ['b@example.com'], subject: 'New booking', text: 'Tomorrow.' };
  const request = (key?: string) =>
    modelRequest({
      method: 'POST',
      url: '/emails',
      rawBody: JSON.stringify(email),
      headers: {
        authorization: `Bearer ${model.keys.apiKey}`,
        'user-agent': 'test',
        ...(key && { 'idempotency-key': key }),
      },
    });
  const sendEmail = (key?: string, course?: Course) => model.handle(request(key), course);
  return { ...around, model, sendEmail };
};
