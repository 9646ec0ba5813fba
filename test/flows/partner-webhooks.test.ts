import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { operatorsOf } from '../support/operators.ts';
import { openFor, type Partner, partnersOf } from '../support/partners.ts';
import { type People, peopleOf } from '../support/people.ts';
import { isSignedWith, startWebhookReceiver } from '../support/webhook-receiver.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let partners: ReturnType<typeof partnersOf>;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  partners = partnersOf(people, await operatorsOf(world, people).anOperator());
});
afterAll(() => world?.stop());

const AT = '/v1/partner/webhook-endpoints';
let asked = 0;
const ask = ({ secret: token }: Partner, method: string, path = '', body?: object) => {
  asked += 1;
  const key = method === 'POST' && !/enable|replay/.test(path) ? { key: `webhook-ask-${asked}` } : {};
  return people.api(method, `${AT}${path}`, { token, ...key, ...(body && { body }) });
};

const ALL = ['business.onboarding.progressed', 'business.live', 'business.suspended', 'business.closed'];
type Endpoint = { readonly id: string; readonly state: string; readonly secrets: readonly unknown[] };
type Delivery = { readonly id: string; readonly eventId: string };

const register = async (partner: Partner, url: string, events: readonly string[] = ALL) => {
  const answer = await ask(partner, 'POST', '', { url, events });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as { endpoint: Endpoint; secret: string };
};
const deliveries = async (partner: Partner, { id }: Endpoint) =>
  ((await ask(partner, 'GET', `/${id}/deliveries`)).body as { items: Delivery[] }).items;

/** As a business that comes on announces it. */
const advance = async (partner: Partner, businessId: string, step: string, state: string) => {
  const bus = new EventBridgeClient({
    endpoint: world.cloud.gatewayUrl,
    region: world.cloud.region,
    credentials: world.cloud.credentials,
  });
  asked += 1;
  const at = new Date(world.clock.now()).toISOString();
  const event = {
    v: 1,
    id: `evt_advanced${asked}`,
    name: 'onboarding.advanced',
    businessId,
    at,
    partnerId: partner.id,
    step,
    state,
  };
  await bus.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: String(world.cloud.outputs.BusName),
          Source: 'cloudgreet',
          DetailType: event.name,
          Detail: JSON.stringify(event),
        },
      ],
    }),
  );
  return event;
};

describe('a program of a partner [O2]', () => {
  it('is told how a business comes on, signed, with ids and codes and nobody in it', async () => {
    const partner = await partners.aPartner();
    const receiver = await startWebhookReceiver();
    const { endpoint, secret } = await register(partner, receiver.url);
    const email = 'told-of@people.example';
    const businessId = await openFor(people, partner, email, { externalId: 'crm-1' });

    const event = await advance(partner, businessId, 'number', 'done');
    await eventually('the delivery to arrive', () => expect(receiver.heard).toHaveLength(1));
    await world.atRest();
    await receiver.stop();

    const [heard] = receiver.heard;
    expect(heard && isSignedWith(secret, heard)).toBe(true);
    expect(heard?.id).toBe(event.id);
    expect(Math.abs(Number(heard?.timestamp) * 1000 - world.clock.now())).toBeLessThan(60_000);
    expect(JSON.parse(String(heard?.body))).toEqual({
      type: 'business.onboarding.progressed',
      timestamp: event.at,
      data: { businessId, externalId: 'crm-1', step: 'number', state: 'done' },
    });
    expect(await deliveries(partner, endpoint)).toMatchObject([
      { state: 'delivered', attempts: 1, lastStatus: 204 },
    ]);
    expect(JSON.stringify(await world.rows())).toContain(secret);
    expect(world.lines.filter((line) => JSON.stringify(line).includes(secret))).toEqual([]);
  });

  it('is told again when it fails, under the same id, and by a replay when it asks for one', async () => {
    const partner = await partners.aPartner();
    const receiver = await startWebhookReceiver();
    const { endpoint } = await register(partner, receiver.url);
    receiver.respond(500);

    expect(await ask(partner, 'POST', `/${endpoint.id}/test`)).toMatchObject({ status: 202 });
    await eventually('the first try', () => expect(receiver.heard).toHaveLength(1));
    await world.workersIdle();
    receiver.respond(200);
    await world.letPass(2);
    await world.atRest();
    const [delivered] = await deliveries(partner, endpoint);
    const replayed = await ask(partner, 'POST', `/${endpoint.id}/deliveries/${delivered?.id}/replay`);
    await eventually('the replay', () => expect(receiver.heard).toHaveLength(3));
    await world.atRest();
    await receiver.stop();

    expect(delivered).toMatchObject({
      type: 'webhook.test',
      state: 'delivered',
      attempts: 2,
      lastStatus: 200,
    });
    expect(replayed).toMatchObject({ status: 202, body: { state: 'waiting', attempts: 0 } });
    expect(new Set(receiver.heard.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  });

  it('verifies with the former secret and the new one after a rotation', async () => {
    const partner = await partners.aPartner();
    const receiver = await startWebhookReceiver();
    const { endpoint, secret } = await register(partner, receiver.url);

    const rotated = await ask(partner, 'POST', `/${endpoint.id}/rotate`);
    await ask(partner, 'POST', `/${endpoint.id}/test`);
    await eventually('the delivery to arrive', () => expect(receiver.heard).toHaveLength(1));
    await world.atRest();
    await receiver.stop();

    expect(rotated).toMatchObject({ status: 201, body: { endpoint: { secrets: [{}, {}] } } });
    const { secret: fresh } = rotated.body as { secret: string };
    const [heard] = receiver.heard;
    for (const one of [secret, fresh]) expect(heard && isSignedWith(one, heard)).toBe(true);
  });

  it('hears nothing more where it answers 410, until its partner enables it', async () => {
    const partner = await partners.aPartner();
    const receiver = await startWebhookReceiver();
    const { endpoint } = await register(partner, receiver.url);
    receiver.respond(410);
    await ask(partner, 'POST', `/${endpoint.id}/test`);
    await world.atRest();

    const shown = await ask(partner, 'GET');
    const refused = await ask(partner, 'POST', `/${endpoint.id}/test`);
    const enabled = await ask(partner, 'POST', `/${endpoint.id}/enable`);
    await receiver.stop();

    expect(shown).toMatchObject({ body: { items: [{ state: 'disabled', disabledBecause: 'gone' }] } });
    expect(refused).toMatchObject({ status: 409, body: { title: 'endpoint_disabled' } });
    expect(enabled).toMatchObject({ status: 200, body: { state: 'active' } });
  });

  it('of another partner is told nothing, and sees nothing', async () => {
    const [partner, other] = [await partners.aPartner(), await partners.aPartner()];
    const receiver = await startWebhookReceiver();
    await register(other, receiver.url);
    const { endpoint } = await register(partner, receiver.url, ['business.closed']);
    const businessId = await openFor(people, partner, 'isolated@people.example');

    await advance(partner, businessId, 'business', 'live');
    // An event that names another than who has opened it is nobody's.
    await advance(other, businessId, 'business', 'live');
    await world.atRest();
    await receiver.stop();

    expect(receiver.heard).toEqual([]);
    for (const [method, path] of [
      ['GET', '/deliveries'],
      ['POST', '/test'],
      ['POST', '/rotate'],
      ['POST', '/enable'],
      ['DELETE', ''],
    ] as const)
      expect(await ask(other, method, `/${endpoint.id}${path}`)).toMatchObject({
        status: 404,
        body: { title: 'endpoint_not_found' },
      });
  });

  it('is not found at an address inside, and nowhere by a key without the scope', async () => {
    const partner = await partners.aPartner();
    const reader = await partners.aPartner(['webhooks:read']);

    for (const url of ['https://10.0.0.1/', 'http://169.254.169.254/', 'http://hooks.partner.example/'])
      expect(await ask(partner, 'POST', '', { url, events: ALL })).toMatchObject({
        status: 422,
        body: { title: 'address_refused', fields: ['url'] },
      });
    expect(await ask(reader, 'GET')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await ask(reader, 'POST', '', { url: 'http://127.0.0.1:9/', events: ALL })).toMatchObject({
      status: 403,
      body: { title: 'not_allowed' },
    });
  });
});
