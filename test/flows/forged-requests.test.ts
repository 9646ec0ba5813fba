import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowBusiness } from '../support/flow-business.ts';
import { postRaw } from '../support/raw-http.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
let business: FlowBusiness;
beforeAll(async () => {
  world = await startFlowWorld();
  edges = await signedEdges(world);
  business = await world.aBusiness();
});
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const json = { 'content-type': 'application/json' };

type Forgery = (edge: SignedEdge, body: string, now: number) => { headers: object; body: string };

const forgeries: Readonly<Record<string, Forgery>> = {
  'signed with another key': (edge, body, now) => ({ headers: edge.signWrongly(body, now), body }),
  'signed for other bytes': (edge, body, now) => ({ headers: edge.sign(`${body} `, now), body }),
  'altered by one space': (edge, body, now) => ({
    headers: edge.sign(body, now),
    body: body.replace(/}$/, ' }'),
  }),
  'ten minutes old': (edge, body, now) => ({ headers: edge.sign(body, now - 10 * MINUTE_MS), body }),
  'ten minutes ahead': (edge, body, now) => ({ headers: edge.sign(body, now + 10 * MINUTE_MS), body }),
  'without a signature': (_, body) => ({ headers: {}, body }),
  'with an empty signature': (edge, body, now) => ({
    headers: Object.fromEntries(Object.keys(edge.sign(body, now)).map((name) => [name, ''])),
    body,
  }),
  'with its good signature twice, folded into one header': (edge, body, now) => ({
    headers: Object.fromEntries(
      Object.entries(edge.sign(body, now)).map(([name, value]) => [name, [value, value]]),
    ),
    body,
  }),
  'with a forged signature before the good one': (edge, body, now) => {
    const wrong = edge.signWrongly(body, now);
    return {
      headers: Object.fromEntries(
        Object.entries(edge.sign(body, now)).map(([name, value]) => [name, [wrong[name] ?? '', value]]),
      ),
      body,
    };
  },
};

describe.each(['a tool', 'the ringing phone', 'Retell', 'Telnyx', 'Stripe', 'Resend'])(
  'to %s [C3]',
  (name) => {
    test.each(Object.keys(forgeries))(
      'a request %s is refused, counted, kept out of the logs and changes nothing',
      async (how) => {
        const edge = edges[name] as SignedEdge;
        const mark = `mark${how.replaceAll(/\W/g, '')}`;
        const forged = (forgeries[how] as Forgery)(edge, edge.body(business, mark), world.clock.now());
        const before = {
          rows: await world.rows(),
          requests: world.cloud.requests().length,
          lines: world.lines.length,
        };

        const answer = await postRaw(edge.url(business), { ...json, ...forged.headers }, forged.body);

        const asked = world.cloud
          .requests()
          .slice(before.requests)
          .filter(({ caller }) => caller === edge.functionName);
        const logged = world.lines
          .slice(before.lines)
          .filter(({ source }) => source === `function:${edge.functionName}`);
        expect(answer).toEqual({
          status: 401,
          contentType: 'application/problem+json',
          text: JSON.stringify({ title: 'signature_invalid', status: 401 }),
        });
        expect(await world.rows()).toEqual(before.rows);
        expect(asked.filter(({ action }) => action !== 'GetSecretValue')).toEqual([]);
        expect(logged.some(({ text }) => /(Voice|Webhook)Refused_signature_invalid/.test(text))).toBe(true);
        expect(world.lines.filter(({ text }) => text.includes(mark))).toEqual([]);
      },
    );

    test('the same request is taken when its signature is good, and its body is not logged either', async () => {
      const edge = edges[name] as SignedEdge;
      const mark = `goodmark${name.replaceAll(/\W/g, '')}`;
      // Ids and types of what is genuine may be logged; what else it holds may not.
      const body = JSON.stringify({ ...JSON.parse(edge.body(business, 'genuine')), words: mark });

      const plain = await postRaw(
        edge.url(business),
        { ...json, ...edge.sign(body, world.clock.now()) },
        body,
      );
      const untyped = await postRaw(edge.url(business), edge.sign(body, world.clock.now()), body);
      await world.atRest();

      expect([plain.status, untyped.status]).toEqual([200, 200]);
      expect(world.lines.filter(({ text }) => text.includes(mark))).toEqual([]);
    });
  },
);
