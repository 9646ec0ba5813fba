import { describe, expect, it } from 'vitest';
import { aTextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

describe('a text whose handing over goes wrong [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);

  it('finds the text of a worker that died after Telnyx took it, and sends no second', async () => {
    let dying = true;
    const world = await aWorld({
      sender: (sender) => ({
        ...sender,
        async send(message) {
          await sender.send(message);
          if (dying) throw new Error('killed');
          return sender.send(message);
        },
      }),
    });

    const back = await world.deliver();
    dying = false;
    await world.deliver();
    world.clock.pass(59 * SECOND);
    await world.wake();
    const before = await world.text();
    world.clock.pass(1 * SECOND);
    await world.wake();

    expect(back).toBe(1);
    expect(before).toMatchObject({ state: 'sending' });
    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'delivered', messageId: world.outbound()[0]?.id });
  });

  it('sends the text of a worker that died before Telnyx took it, once that is sure', async () => {
    let dying = true;
    const world = await aWorld({
      sender: (sender) => ({
        ...sender,
        async send(message) {
          if (dying) throw new Error('killed');
          return sender.send(message);
        },
      }),
    });

    await world.deliver();
    dying = false;
    for (let minute = 1; minute < 10; minute += 1) {
      world.clock.pass(MINUTE);
      await world.wake();
    }
    const early = world.posts();
    world.clock.pass(MINUTE);
    await world.wake();

    expect(early).toBe(0);
    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'sent', handovers: 2 });
  });

  it('never hands a text over a third time', async () => {
    const world = await aWorld({
      sender: (sender) => ({ ...sender, send: () => Promise.reject(new Error('killed')) }),
    });

    await world.deliver();
    for (let minute = 0; minute < 40; minute += 1) {
      world.clock.pass(MINUTE);
      await world.wake();
    }

    expect(await world.text()).toMatchObject({ state: 'uncertain', handovers: 2 });
    expect(await world.wake()).toBe(0);
  });

  it.each(['hang-after', 'drop-connection-after', 'error-500-after', 'garbage'] as const)(
    'looks before it sends again when Telnyx took the text and the answer was lost (%s)',
    async (effect) => {
      const world = await aWorld({ timeoutMs: 300 });
      world.telnyx.faults.add({ match: { method: 'POST', path: '/v2/messages' }, effect, times: 1 });

      const back = await world.deliver();
      const unknown = await world.text();
      for (let minute = 0; minute < 5; minute += 1) {
        world.clock.pass(MINUTE);
        await world.wake();
      }

      expect(back).toBe(0);
      expect(unknown).toMatchObject({ state: 'sending' });
      expect(world.posts()).toBe(1);
      expect(await world.text()).toMatchObject({ state: 'delivered' });
    },
  );

  it.each(['hang-before', 'drop-connection', 'error-500-before'] as const)(
    'sends once more when nobody could tell and Telnyx surely has nothing (%s)',
    async (effect) => {
      const world = await aWorld({ timeoutMs: 300 });
      world.telnyx.faults.add({ match: { method: 'POST', path: '/v2/messages' }, effect, times: 1 });

      await world.deliver();
      for (let minute = 0; minute < 10; minute += 1) {
        world.clock.pass(MINUTE);
        await world.wake();
      }

      expect(world.outbound()).toHaveLength(1);
      expect(await world.text()).toMatchObject({ state: 'sent', handovers: 2 });
    },
  );

  it('does not take another message between the same two numbers for the lost one', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    const { from } = world.business.messaging;
    const to = world.appointment.customer.phone;
    await fetch(`${world.telnyx.url}/v2/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.telnyx.keys.apiKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ from, to, text: 'We are running late.' }),
    });
    world.telnyx.faults.add({ match: { method: 'POST' }, effect: 'hang-before', times: 1 });

    await world.deliver();
    for (let minute = 0; minute < 10; minute += 1) {
      world.clock.pass(MINUTE);
      await world.wake();
    }

    expect(world.outbound().map(({ text }) => text)).toEqual([
      'We are running late.',
      expect.stringContaining('Confirmation code'),
    ]);
    expect(await world.text()).toMatchObject({ state: 'sent', messageId: world.outbound()[1]?.id });
  });

  it("learns from Telnyx's own webhook what became of a text nobody heard of", async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.telnyx.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });

    await world.deliver();
    for (const body of await world.webhooks()) await world.apply(body);
    world.clock.pass(10 * MINUTE);
    await world.wake();

    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'delivered', messageId: world.outbound()[0]?.id });
  });

  it.each(['error-500-before', 'garbage', 'hang-before', '429'] as const)(
    'ends as uncertain when Telnyx cannot be asked for half an hour, without a second text (%s)',
    async (effect) => {
      const world = await aWorld({ timeoutMs: 100 });
      world.telnyx.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });
      world.telnyx.faults.add({ match: { method: 'GET' }, effect });

      await world.deliver();
      for (let minute = 0; minute < 35; minute += 1) {
        world.clock.pass(MINUTE);
        await world.wake();
      }

      expect(world.posts()).toBe(1);
      expect(await world.text()).toMatchObject({ state: 'uncertain' });
      expect(await world.text()).not.toHaveProperty('wake');
    },
  );

  it('waits with growing pauses while Telnyx is away, and sends once when it is back', async () => {
    const world = await aWorld();
    world.telnyx.faults.down(true);
    const pauses: number[] = [];

    await world.deliver();
    for (let step = 0; step < 6; step += 1) {
      const { dueAt } = await world.text();
      pauses.push((Date.parse(dueAt ?? '') - world.clock.now()) / SECOND);
      world.clock.pass((pauses.at(-1) ?? 0) * SECOND);
      await world.wake();
    }
    world.telnyx.faults.clear();
    const early = await world.deliver();
    world.clock.pass(15 * MINUTE);
    await world.wake();
    await world.deliver();

    expect(pauses).toEqual([30, 60, 120, 300, 900, 900]);
    expect(early).toBe(0);
    expect(world.outbound()).toHaveLength(1);
    expect(await world.text()).toMatchObject({ state: 'sent', handovers: 1 });
  });

  it('takes a refused connection for surely not sent', async () => {
    const world = await aWorld();
    await world.telnyx.stop();

    const back = await world.deliver();

    expect(back).toBe(0);
    expect(await world.text()).toMatchObject({ state: 'requested', handovers: 0, postponements: 1 });
  });

  it('uses the key that was put into the secret a moment ago', async () => {
    const world = await aWorld();
    const { apiKey, publicKey } = world.telnyx.keys;
    world.secrets.rotate({ telnyx: { apiKey: 'KEY_wrong', publicKeys: [publicKey] } });
    await world.secrets.refresh();
    world.secrets.rotate({ telnyx: { apiKey, publicKeys: [publicKey] } });

    await world.deliver();

    expect(world.outbound()).toHaveLength(1);
  });

  it('keeps a text waiting, not failed, while our key is wrong', async () => {
    const world = await aWorld();
    world.secrets.rotate({ telnyx: { apiKey: 'KEY_wrong', publicKeys: [] } });
    await world.secrets.refresh();

    await world.deliver();

    expect(await world.text()).toMatchObject({ state: 'requested', postponements: 1 });
  });
});
