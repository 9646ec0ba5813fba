import { afterAll, beforeAll, expect, test } from 'vitest';
import { retellSignatureHeader } from '../../scripts/local/vendors/retell/signature.ts';
import { TOMORROW } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { postRaw, type RawAnswer } from '../support/raw-http.ts';
import { type SignedEdge, signedEdges, toolCallBody } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
let business: FlowBusiness;
let other: FlowBusiness;
beforeAll(async () => {
  world = await startFlowWorld();
  edges = await signedEdges(world);
  business = await world.aBusiness();
  other = await world.aBusiness();
});
afterAll(() => world?.stop());

const post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> => postRaw(url, { 'content-type': 'application/json', ...headers }, body);

/** Signed as Retell would sign it, whatever it is. */
const asRetell = (path: string, body: unknown): Promise<RawAnswer> => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const key = String(world.secret.retell.apiKeys[0]);
  const signature = retellSignatureHeader(key, text, world.clock.now());
  return post(`${world.cloud.apiUrl}${path}`, text, { 'x-retell-signature': signature });
};

const toTool = (name: string, body: unknown, of = business) =>
  asRetell(`/voice/${of.id}/tools/${name}`, body);
const lookupArguments = { service: 'Furnace repair', date_from: TOMORROW };
const aLookup = (differing: object = {}, args: unknown = lookupArguments) => ({
  ...toolCallBody(business, 'lookup_availability', args),
  ...differing,
});

const problem = (status: number, title: string) => ({
  status,
  contentType: 'application/problem+json',
  text: JSON.stringify({ title, status }),
});

const MEGABYTE = 1024 * 1024;
const padded = (bytes: number) => JSON.stringify({ ...aLookup(), padding: 'x'.repeat(bytes) });

test.each([
  ['no JSON', () => toTool('lookup_availability', '{"name":'), 400, 'malformed_request'],
  ['an empty body', () => toTool('lookup_availability', ''), 400, 'malformed_request'],
  ['a list', () => toTool('lookup_availability', []), 400, 'malformed_request'],
  [
    'no arguments',
    () => toTool('lookup_availability', aLookup({ args: undefined })),
    400,
    'malformed_request',
  ],
  ['null', () => toTool('lookup_availability', 'null'), 400, 'malformed_request'],
  [
    'a call that is a word',
    () => toTool('lookup_availability', aLookup({ call: 'x' })),
    400,
    'malformed_request',
  ],
  [
    'a name that is a number',
    () => toTool('lookup_availability', aLookup({ name: 7 })),
    400,
    'malformed_request',
  ],
  ['bytes that are no text', () => toTool('lookup_availability', '\u0000\u0001'), 400, 'malformed_request'],
  [
    'a tool that we do not have',
    () => toTool('transfer_money', aLookup({ name: 'transfer_money' })),
    404,
    'unknown_tool',
  ],
  [
    'a body that was signed for another tool',
    () => toTool('book_appointment', aLookup()),
    404,
    'unknown_tool',
  ],
  [
    'a business id that is none',
    () => asRetell('/voice/nobody/tools/lookup_availability', aLookup()),
    400,
    'malformed_request',
  ],
  ['three megabytes', () => toTool('lookup_availability', padded(3 * MEGABYTE)), 413, 'body_too_large'],
  ['five megabytes', () => toTool('lookup_availability', padded(5 * MEGABYTE)), 413, 'body_too_large'],
  [
    'a ring for a number that is nobody’s',
    () => ring({ to_number: '+15129990000' }),
    404,
    'business_not_found',
  ],
  [
    'a ring for an agent of another business',
    () => ring({ agent_id: other.business.agentIds[0] }),
    404,
    'business_not_found',
  ],
  [
    'a ring that is a tool call',
    () => asRetell(`/voice/${business.id}/inbound`, aLookup()),
    400,
    'malformed_request',
  ],
] as const)('the voice edge refuses %s with a code', async (_, send, status, code) => {
  const answer = await send();

  expect(answer).toEqual(problem(status, code));
});

const ring = (differing: object) =>
  asRetell(`/voice/${business.id}/inbound`, {
    event: 'call_inbound',
    call_inbound: {
      agent_id: business.business.agentIds[0],
      to_number: business.business.numbers[0],
      from_number: '+15125560000',
      ...differing,
    },
  });

const strangers = { agent_id: 'agent_unknown', to_number: '+15129990000' };

test.each([
  [
    'an unknown field',
    () => aLookup({}, { ...lookupArguments, business_id: 'biz_other' }),
    'invalid_arguments',
    ['business_id'],
  ],
  ['a wrong type', () => aLookup({}, { service: 7 }), 'invalid_arguments', ['service']],
  ['a list of arguments', () => aLookup({}, []), 'invalid_arguments', ['']],
  [
    'a day that does not exist',
    () => aLookup({}, { ...lookupArguments, date_from: '2026-02-30' }),
    'invalid_arguments',
    ['date_from'],
  ],
  [
    'an unknown agent',
    () => toolCallBody(business, 'lookup_availability', lookupArguments, { agent_id: 'agent_unknown' }),
    'business_not_found',
    undefined,
  ],
  [
    'an unknown number',
    () => toolCallBody(business, 'lookup_availability', lookupArguments, strangers),
    'business_not_found',
    undefined,
  ],
  [
    'a call of another business',
    () => toolCallBody(other, 'lookup_availability', lookupArguments),
    'business_not_found',
    undefined,
  ],
  ['an unknown service', () => aLookup({}, { service: 'Roof repair' }), 'unknown_service', undefined],
] as const)('a tool refuses %s with a code and a sentence to say', async (_, body, code, fields) => {
  const answer = await toTool('lookup_availability', body());

  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({
    ok: false,
    code,
    say: expect.stringMatching(/\w.*[.?]$/),
    ...(fields && { fields }),
  });
});

test('a business that does not exist has no agent to answer', async () => {
  const answer = await asRetell('/voice/biz_nobody01/tools/lookup_availability', aLookup());

  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ ok: false, code: 'business_not_found' });
});

test.each(['Retell', 'Telnyx', 'Stripe', 'Resend'])(
  'the webhook of %s refuses what is no JSON and what is too large, with a code',
  async (name) => {
    const edge = edges[name] as SignedEdge;
    const send = (body: string) => post(edge.url(business), body, edge.sign(body, world.clock.now()));
    const before = { rows: await world.rows(), requests: world.cloud.requests().length };

    const broken = await send('{"event":');
    const empty = await send('');
    const large = await send(JSON.stringify({ padding: 'x'.repeat(5 * MEGABYTE) }));

    const sent = world.cloud
      .requests()
      .slice(before.requests)
      .filter(({ action }) => action === 'SendMessage');
    expect(broken).toEqual(problem(400, 'malformed_request'));
    expect(empty).toEqual(problem(400, 'malformed_request'));
    expect(large).toEqual(problem(413, 'body_too_large'));
    expect(sent).toEqual([]);
    expect(await world.rows()).toEqual(before.rows);
  },
);

test('what no route knows is not found, and what a gateway does not take is too large', async () => {
  const unknown = await post(`${world.cloud.apiUrl}/webhooks/paypal`, '{}');
  const huge = await post(`${world.cloud.apiUrl}/webhooks/retell`, 'x'.repeat(11 * MEGABYTE));

  expect(unknown.status).toBe(404);
  expect(huge.status).toBe(413);
});

test('none of all this was an error of ours', () => {
  const failures = world.lines.filter(
    ({ source, level }) => level === 'error' && /^(function:|lambda|api)/.test(source),
  );

  expect(failures.map(({ text }) => text)).toEqual([]);
});
