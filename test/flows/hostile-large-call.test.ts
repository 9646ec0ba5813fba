import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { listenToQueues, sendAll } from '../support/queue-traffic.ts';
import { postRaw } from '../support/raw-http.ts';
import { settledState } from '../support/settled-state.ts';
import { genuine } from '../support/signature-schemes.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const traffic = listenToQueues();
let world: FlowWorld;
let edge: SignedEdge;
let business: FlowBusiness;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { onInvoke: traffic.onInvoke });
  edge = (await signedEdges(world)).Retell as SignedEdge;
  business = await world.aBusiness();
});
afterAll(() => world?.stop());

const MEGABYTE = 1024 * 1024;
/** What a message of SQS carries at most; ours stay below. */
const LARGEST_MESSAGE = 256 * 1024;

const post = (body: string) =>
  postRaw(
    edge.url(business),
    { 'content-type': 'application/json', ...genuine(edge.scheme, body, world.clock.now()) },
    body,
  );

/** Half an hour of talk, as Retell sends it: each word with the time at which it was said. */
const halfAnHour = async (): Promise<string> => {
  const call = await business.call();
  for (let turn = 0; turn < 360; turn += 1) {
    const line = `Turn ${turn}: the furnace makes a noise that nobody in the house has ever heard before, “Brr”, at night.`;
    if (turn % 2 === 0) call.callerSays(line);
    else call.agentSays(line);
  }
  world.retell.faults.addWebhook({ effect: 'drop' });
  call.hangUp('user_hangup', { summary: 'A long one.' });
  world.retell.faults.clear();
  return JSON.stringify({ event: 'call_ended', call: call.call() });
};

describe('a call of half an hour with the time of each word [V1, V3]', () => {
  test('its end of 0.7 MB goes through the bucket and is applied once, however often it comes', async () => {
    const body = await halfAnHour();

    const first = await post(body);
    await world.atRest();
    const state = await settledState(world, business);
    const again = await Promise.all([post(body), post(body), post(body)]);
    await world.atRest();
    const [call] = await business.calls();
    const messages = traffic.carried.filter(({ body: message }) => message.includes('bodyKey'));

    expect(Buffer.byteLength(body)).toBeGreaterThan(0.65 * MEGABYTE);
    expect([first, ...again].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(messages).toHaveLength(4);
    expect(Math.max(...messages.map(({ body: message }) => message.length))).toBeLessThan(LARGEST_MESSAGE);
    expect(call).toMatchObject({ disconnectionReason: 'user_hangup', transcriptKey: expect.any(String) });
    expect(await settledState(world, business)).toEqual(state);

    await sendAll(world, messages);
    await world.atRest();

    expect(await settledState(world, business)).toEqual(state);
  });

  test('one that is larger than any call can be is refused with a code, and nothing of it is kept', async () => {
    const before = { rows: await world.rows(), requests: world.cloud.requests().length };
    const body = JSON.stringify({
      event: 'call_ended',
      call: { call_id: 'call_x' },
      more: 'x'.repeat(4 * MEGABYTE),
    });

    const answer = await post(body);

    const wrote = world.cloud
      .requests()
      .slice(before.requests)
      .filter(({ action }) => /^(Put|Send|Update|Transact)/.test(action));
    expect(answer).toMatchObject({
      status: 413,
      text: JSON.stringify({ title: 'body_too_large', status: 413 }),
    });
    expect(wrote).toEqual([]);
    await eventually('nothing to change', async () => expect(await world.rows()).toEqual(before.rows));
  });
});
