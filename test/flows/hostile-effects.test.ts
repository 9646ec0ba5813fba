import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { postRaw } from '../support/raw-http.ts';
import { settledState } from '../support/settled-state.ts';
import { genuine } from '../support/signature-schemes.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
beforeAll(async () => {
  world = await startFlowWorld();
  edges = await signedEdges(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const WORKER = 'workers/apply-vendor-event';

/** A payment that Stripe would tell of, of a fee whose card was declined first; and where it left our row. */
const aLatePayment = async (): Promise<{ business: FlowBusiness; body: string }> => {
  const business = await world.aBusiness({ card: 'insufficient_funds' });
  const call = await business.call();
  const [slot] = await lookUp(call);
  expect((await book(business, call, slot ? { slot } : {})).result).toMatchObject({ ok: true });
  call.hangUp();
  await world.atRest();
  const [invoice] = business.invoices();
  world.stripe.faults.addWebhook({ effect: 'forge' });
  world.stripe.setCard(business.business.billing.stripeCustomerId, 'ok');
  world.stripe.retryPayment(String(invoice?.id));
  await world.atRest();
  const told = world.stripe.webhooks.list().findLast(({ type }) => type === 'invoice.paid');
  expect(await business.fees()).toMatchObject([{ state: 'declined' }]);
  return { business, body: JSON.stringify(told?.body) };
};

const record = (vendor: string, body: string, messageId = 'm1') => ({
  messageId,
  eventSource: 'aws:sqs',
  body: JSON.stringify({ v: 1, vendor, receivedAt: new Date(world.clock.now()).toISOString(), body }),
});
const apply = (...records: readonly object[]) => world.cloud.functions.invoke(WORKER, { Records: records });

describe('an event is done with only when its effect is stored [B2]', () => {
  test('F-WH-4: a worker that fails once in the middle gives the event back, and applies it once when it comes again', async () => {
    const { business, body } = await aLatePayment();
    const before = await world.rows();
    world.cloud.inject({
      service: 'dynamodb',
      action: 'TransactWriteItems',
      caller: WORKER,
      times: 10,
      error: 'InternalServerError',
    });

    const failed = await apply(record('stripe', body));
    const between = await world.rows();
    world.repair();
    const applied = await apply(record('stripe', body));
    await world.atRest();
    const state = await settledState(world, business);
    const repeated = await apply(record('stripe', body));
    await world.atRest();

    expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(between).toEqual(before);
    expect([applied, repeated]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
    expect(await settledState(world, business)).toEqual(state);
  });

  test('F-WH-5: of fifty copies of one event at once one has an effect, and none is lost to the others', async () => {
    const { business, body } = await aLatePayment();
    const before = await world.rows();
    const heard = world.lines.length;

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => apply(record('stripe', body, `m${index}`))),
    );
    await world.atRest();

    const added = (await world.rows()).filter(
      ({ pk }) => !before.some((row) => row.pk === pk) && String(pk).startsWith('INBOX#'),
    );
    const failures = world.lines
      .slice(heard)
      .filter(({ source, level }) => source === `function:${WORKER}` && level === 'error');
    expect(answers.filter((answer) => JSON.stringify(answer) !== '{"batchItemFailures":[]}')).toEqual([]);
    expect(failures).toEqual([]);
    expect(added).toHaveLength(1);
    expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
    expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  });
});

describe('a webhook is answered before anything is done about it [N1]', () => {
  test('F-WH-8: within a second, while no worker works; and the customer’s text is there when one does', async () => {
    const business = await world.aBusiness();
    const [number] = business.business.numbers;
    const edge = edges.Telnyx as SignedEdge;
    await world.cloud.functions.pause(WORKER);
    world.telnyx.faults.addWebhook({ effect: 'forge' });
    world.telnyx.receiveText({
      from: business.customerPhone,
      to: String(number),
      text: 'I am at the back door',
    });
    const body = await eventually('Telnyx to have told', () => {
      const told = world.telnyx.webhooks.list().findLast(({ type }) => type === 'message.received');
      expect(told?.state).toBe('forged');
      return JSON.stringify(told?.body);
    });
    const asked = world.cloud.requests().length;

    const begun = performance.now();
    const answer = await postRaw(
      edge.url(business),
      { 'content-type': 'application/json', ...genuine(edge.scheme, body, world.clock.now()) },
      body,
    );
    const lasted = performance.now() - begun;
    const done = world.cloud
      .requests()
      .slice(asked)
      .flatMap(({ caller, action }) => (caller === edge.functionName ? [action] : []));
    const before = await business.rows();
    world.repair();
    await world.atRest();

    expect(answer.status).toBe(200);
    expect(lasted).toBeLessThan(1000);
    expect(done.filter((action) => action !== 'GetSecretValue')).toEqual(['SendMessage']);
    expect(JSON.stringify(before)).not.toContain('back door');
    expect(JSON.stringify(await business.rows())).toContain('I am at the back door');
  });
});
