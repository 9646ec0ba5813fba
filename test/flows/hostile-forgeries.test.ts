import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flood } from '../support/flood.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { forge } from '../support/forgeries.ts';
import { PLAYS_ALL } from '../support/plays-all.ts';
import { seeded } from '../support/seeded.ts';
import { genuine, type SignatureScheme } from '../support/signature-schemes.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
let business: FlowBusiness;
beforeAll(async () => {
  world = await startFlowWorld();
  edges = await signedEdges(world);
  business = await world.aBusiness();
});
afterAll(() => world?.stop());

const REQUESTS = PLAYS_ALL ? 10_000 : 2500;
const GENUINE_EVERY = 500;
/** The most impatient vendor, Telnyx, waits two seconds. */
const PATIENCE_MS = 2000;
const REFUSAL = JSON.stringify({ title: 'signature_invalid', status: 401 });
/** What a container may read of the secret: once when it starts, then at most once in ten seconds. */
const readsAllowed = (containers: number, ms: number): number => containers * (2 + ms / 10_000);
const containersOf = (functionName: string): number => (functionName.startsWith('voice/') ? 8 : 2);

const others = (own: SignatureScheme): SignatureScheme[] => {
  const [sample] = Object.keys(own.headers('', ''));
  return Object.values(edges)
    .map(({ scheme }) => scheme)
    .filter((scheme) => !Object.keys(scheme.headers('', '')).includes(String(sample)));
};

const vendorRequests = () =>
  [world.stripe, world.telnyx, world.resend, world.retell].map((vendor) => vendor.received().length);

const inboxOf = (rows: readonly Row[]) => rows.filter(({ pk }) => String(pk).startsWith('INBOX#')).length;

type Sent = {
  url: string;
  how: string;
  headers: Record<string, string | readonly string[]>;
  body: string | Buffer;
};

/** `places`: the routes that this vendor's signature opens, in turn. */
const besiege = async (places: readonly SignedEdge[], seed: number) => {
  const random = seeded(seed);
  const wrong: { how: string; answer: unknown }[] = [];
  const genuineAnswers: { status: number; ms: number }[] = [];
  const next = (index: number): Sent => {
    const edge = places[index % places.length] as SignedEdge;
    const { scheme } = edge;
    const now = world.clock.now();
    const url = edge.url(business);
    if (index % GENUINE_EVERY === GENUINE_EVERY - 1) {
      const body = edge.body(business, `genuine${seed}x${index}`);
      return { url, how: 'genuine', headers: genuine(scheme, body, now), body };
    }
    const body = edge.body(business, `forged${index}`);
    // Not the index itself: all kinds have to come to all places.
    const turn = Math.floor(index / places.length);
    return { url, ...forge(turn, { scheme, body, now, others: others(scheme), random }) };
  };
  const begun = performance.now();
  await flood(REQUESTS, next, ({ how }, answer, ms) => {
    if (how === 'genuine') genuineAnswers.push({ status: answer.status, ms });
    else if (answer.status !== 401 || answer.text !== REFUSAL) wrong.push({ how, answer });
  });
  return { wrong, genuineAnswers, ms: performance.now() - begun };
};

describe('F-WH-1: of thousands of forged, altered and stale requests none gets in, and every good one in their midst does [C3]', () => {
  test.each([
    ['Retell as the vendor of calls', ['Retell'], 101],
    ['Retell as the agent on the line', ['a tool', 'the ringing phone'], 102],
    ['Telnyx', ['Telnyx'], 103],
    ['Stripe', ['Stripe'], 104],
    ['Resend', ['Resend'], 105],
  ])('as from %s', async (_, names, seed) => {
    const places = names.map((name) => edges[name] as SignedEdge);
    const { functionName } = places[0] as SignedEdge;
    await world.atRest();
    const before = {
      rows: await world.rows(),
      vendors: vendorRequests(),
      requests: world.cloud.requests().length,
    };

    const { wrong, genuineAnswers, ms } = await besiege(places, seed);
    await world.atRest();

    const asked = world.cloud.requests().slice(before.requests);
    const ofFunction = (action: string) =>
      asked.filter((one) => one.caller === functionName && one.action === action).length;
    const after = await world.rows();
    const isVoice = functionName.startsWith('voice/');
    expect(wrong.slice(0, 5), `seed ${seed}`).toEqual([]);
    expect(genuineAnswers.map(({ status }) => status)).toEqual(Array(REQUESTS / GENUINE_EVERY).fill(200));
    expect(Math.max(...genuineAnswers.map(({ ms: waited }) => waited))).toBeLessThan(PATIENCE_MS);
    expect(inboxOf(after) - inboxOf(before.rows)).toBe(isVoice ? 0 : genuineAnswers.length);
    expect(ofFunction('SendMessage')).toBe(isVoice ? 0 : genuineAnswers.length);
    expect(vendorRequests()).toEqual(before.vendors);
    expect(ofFunction('GetSecretValue')).toBeLessThanOrEqual(readsAllowed(containersOf(functionName), ms));
    expect(JSON.stringify(after)).not.toContain('forged');
  });
});
