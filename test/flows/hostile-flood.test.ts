import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { flood } from '../support/flood.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { PLAYS_ALL } from '../support/plays-all.ts';
import { listenToQueues } from '../support/queue-traffic.ts';
import { genuine } from '../support/signature-schemes.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const traffic = listenToQueues();
let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
let business: FlowBusiness;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { onInvoke: traffic.onInvoke });
  edges = await signedEdges(world);
  business = await world.aBusiness();
});
afterAll(() => world?.stop());

const QUARTER_HOUR_MS = 15 * 60_000;
/** What a vendor may send in a quarter of an hour. */
const PROMISED = 10_000;
const WEBHOOKS = PLAYS_ALL ? PROMISED : PROMISED / 4;
const VENDORS = ['Retell', 'Telnyx', 'Stripe', 'Resend'];

describe('F-PUB-7: a vendor is not throttled because it sends everything from one address [C3]', () => {
  test('signed webhooks as fast as 10,000 in a quarter of an hour are all accepted and each has its row in the inbox', async () => {
    const refused: unknown[] = [];
    const next = (index: number) => {
      const edge = edges[String(VENDORS[index % VENDORS.length])] as SignedEdge;
      const body = edge.body(business, `flood${index}z`);
      return { url: edge.url(business), body, headers: genuine(edge.scheme, body, world.clock.now()) };
    };

    const begun = performance.now();
    await flood(WEBHOOKS, next, (_, answer) => {
      if (answer.status !== 200) refused.push(answer);
    });
    const lasted = performance.now() - begun;
    await eventually(
      'all to be taken off the queue',
      () => expect(traffic.carried.length).toBeGreaterThanOrEqual(WEBHOOKS),
      240,
    );
    await world.workersIdle();

    const remembered = (await world.rows()).flatMap(
      ({ pk }) => /^INBOX#.*flood(\d+)z/.exec(String(pk))?.[1] ?? [],
    );
    expect(refused).toEqual([]);
    expect(lasted / WEBHOOKS).toBeLessThan(QUARTER_HOUR_MS / PROMISED);
    expect(remembered.map(Number).sort((left, right) => left - right)).toEqual(
      Array.from({ length: WEBHOOKS }, (_, index) => index),
    );
    expect(
      (await world.cloud.queues()).filter(
        ({ deadLettersOf, visible }) => deadLettersOf.length > 0 && visible > 0,
      ),
    ).toEqual([]);
  }, 300_000);
});
