import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WebhookMessage } from '../../../scripts/local/vendors/webhook-deliveries.ts';
import { HOUR_MS, OURS, resendWorld, stripeWorld, THEIRS, telnyxWorld } from './model-worlds.ts';

const bodies = (tray: readonly WebhookMessage[]): string[] =>
  tray.map((message) => message.body(1, message.urls[0] ?? ''));

describe('Stripe as a model', () => {
  const life = (seed: number) => {
    const { model, openInvoice, pay, tray } = stripeWorld(seed);
    const customer = model.addCustomer({});
    const invoice = openInvoice(customer);
    const paid = pay(invoice);
    model.lives.subscribe({ customer });
    model.lives.credit(invoice, 1000);
    model.lives.dispute(invoice);
    return JSON.stringify([model.keys, paid, model.state(), bodies(tray)]);
  };

  it('draws the same ids from the same chance', () => {
    expect(life(7)).toBe(life(7));
    expect(life(7)).not.toBe(life(8));
  });

  it('forgets a key 24 hours after its first use, and replays until then', () => {
    const { model, clock, createDraft } = stripeWorld();
    const customer = model.addCustomer({});

    const first = createDraft(customer, 'k');
    clock.at += 24 * HOUR_MS - 1;
    const same = createDraft(customer, 'k');
    clock.at += 1;
    const other = createDraft(customer, 'k');

    expect(same).toMatchObject({ body: first.body, headers: { 'idempotent-replayed': 'true' } });
    expect(other.headers).not.toHaveProperty('idempotent-replayed');
    expect(model.invoices()).toHaveLength(2);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('replays the 500 of a crash %s the effect', (crash, invoices) => {
    const { model, createDraft } = stripeWorld();
    const customer = model.addCustomer({});

    const first = createDraft(customer, 'k', { crash });
    const second = createDraft(customer, 'k');

    expect(first.status).toBe(500);
    expect(second).toMatchObject({
      status: 500,
      body: first.body,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(model.invoices()).toHaveLength(invoices);
  });

  it('refuses a key with other parameters', () => {
    const { model, createDraft } = stripeWorld();
    createDraft(model.addCustomer({}), 'k');

    const clash = createDraft(model.addCustomer({}), 'k');

    expect(clash).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
  });

  it('stores nothing of a request that fails validation or meets another one', () => {
    const { model, createDraft } = stripeWorld();
    const customer = model.addCustomer({});

    const invalid = createDraft(`${customer}&no_such=1`, 'k');
    const met = createDraft(customer, 'k', { busy: true });
    const done = createDraft(customer, 'k');

    expect([invalid.status, met.status, done.status]).toEqual([400, 409, 200]);
    expect(model.invoices()).toHaveLength(1);
  });

  it('keeps a key busy from the beginning of its request to the end', () => {
    const { model, draft, createDraft } = stripeWorld();
    const customer = model.addCustomer({});

    const begun = model.begin(draft(customer, 'k'));
    const meanwhile = createDraft(customer, 'k');
    if (!('run' in begun)) throw new Error('it was answered at once');
    begun.finish(begun.run());
    const afterwards = createDraft(customer, 'k');

    expect([meanwhile.status, afterwards.status]).toEqual([409, 200]);
    expect(model.invoices()).toHaveLength(1);
  });

  it('answers and tells with copies that later changes of its books do not reach', () => {
    const { model, createDraft, addFee, tray } = stripeWorld();
    const customer = model.addCustomer({});
    const draft = createDraft(customer, 'k');

    addFee(customer, (draft.body as { id: string }).id);

    expect(model.invoices()[0]?.amountDueCents).toBe(5000);
    expect(draft.body).toMatchObject({ amount_due: 0, lines: { data: [] } });
    expect(JSON.parse(bodies(tray)[0] ?? '')).toMatchObject({ data: { object: { amount_due: 0 } } });
  });

  it('collects an open invoice by itself an hour after it, and a declined one three days later', () => {
    const { model, clock, openInvoice } = stripeWorld();
    const invoice = openInvoice(model.addCustomer({ card: 'decline_then_ok' }));

    const due = [model.retriesDue()];
    clock.at += HOUR_MS;
    due.push(model.retriesDue());
    model.retryPayment(invoice);
    due.push(model.retriesDue());
    clock.at += 72 * HOUR_MS;
    due.push(model.retriesDue());

    expect(due).toEqual([[], [invoice], [], [invoice]]);
  });
});

describe('Telnyx as a model', () => {
  it('sends twice when asked twice, a crash in between or not', () => {
    const { model, sendText } = telnyxWorld();

    const answers = [sendText(), sendText({ crash: 'after' }), sendText({ crash: 'before' })];

    expect(answers.map(({ status }) => status)).toEqual([200, 500, 500]);
    expect(model.texts()).toHaveLength(2);
  });

  it('carries a text only when told, and ends it once', () => {
    const { model, sendText, types } = telnyxWorld();
    const { data } = sendText().body as { data: { id: string } };
    const steps = [types().join(' ')];

    for (let step = 0; step < 3; step += 1) {
      steps.push(`${model.advance(data.id)} ${types().at(-1)} ${model.texts()[0]?.status}`);
    }

    expect(steps).toEqual([
      '',
      'true message.sent sent',
      'true message.finalized delivered',
      'false message.finalized delivered',
    ]);
    expect(model.underWay()).toEqual([]);
    expect(types()).toEqual(['message.sent', 'message.finalized']);
  });

  it.each([
    ['sent', ['message.sent']],
    ['sending_failed', ['message.finalized']],
  ] as const)('has no step after the last one of a text that ends %s', (status, events) => {
    const { model, sendText, types } = telnyxWorld();
    model.setOutcome(THEIRS, { status });
    const { data } = sendText().body as { data: { id: string } };

    for (let step = 0; step < 3; step += 1) model.advance(data.id);

    expect(types()).toEqual(events);
  });

  it('shows a text in the detail records only after their lag', () => {
    const { clock, ask, sendText } = telnyxWorld({ recordsLagMs: 5_000 });
    const count = () => {
      const { body } = ask('GET', '/v2/detail_records?filter[record_type]=messaging');
      return (body as { data: unknown[] }).data.length;
    };
    sendText();

    const atOnce = count();
    clock.at += 5_000;

    expect([atOnce, count()]).toEqual([0, 1]);
  });

  it('refuses a phone that said STOP and answers the keyword by itself', () => {
    const { model, sendText } = telnyxWorld();

    model.receiveText({ from: THEIRS, to: OURS, text: 'stop' });

    expect(sendText().status).toBe(409);
    expect(model.autoresponses()).toEqual([{ from: OURS, to: THEIRS, keyword: 'STOP' }]);
  });

  it('signs with the key pair it is given, and draws the same ids from the same chance', () => {
    const keyPair = generateKeyPairSync('ed25519');
    const [one, other] = [telnyxWorld({ keyPair }, 3), telnyxWorld({ keyPair }, 3)];
    for (const { sendText } of [one, other]) sendText();
    const headers = one.model.sign('{}', 'id', one.clock.now());
    const signature = Buffer.from(headers['telnyx-signature-ed25519'] ?? '', 'base64');
    const signed = Buffer.from(`${headers['telnyx-timestamp']}|{}`);

    expect(verify(null, signed, keyPair.publicKey, signature)).toBe(true);
    expect(one.model.texts()).toEqual(other.model.texts());
    expect(one.model.keys).toEqual(other.model.keys);
  });
});

describe('Resend as a model', () => {
  it('keeps for 24 hours what was sent, and nothing that was not', () => {
    const { model, clock, sendEmail } = resendWorld();

    const statuses = [
      sendEmail('k', { crash: 'before' }).status,
      sendEmail('k', { busy: true }).status,
      sendEmail('k', { crash: 'after' }).status,
      sendEmail('k').status,
    ];
    clock.at += 24 * HOUR_MS;
    const before = model.emails().length;
    sendEmail('k');

    expect(statuses).toEqual([500, 409, 500, 200]);
    expect([before, model.emails().length]).toEqual([1, 2]);
  });

  it('draws the same ids from the same chance and hands its events to nobody but send', () => {
    const [one, other] = [resendWorld(5), resendWorld(5)];
    for (const { sendEmail } of [one, other]) sendEmail();

    expect(bodies(one.tray)).toEqual(bodies(other.tray));
    expect(one.types()).toEqual(['email.sent', 'email.delivered']);
    expect(one.model.keys).toEqual(other.model.keys);
  });
});
