import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { aTextWorld, type Given, type TextWorld } from '../../support/text-world.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const STOP = { text: 'STOP' };

describe('the one gate for every text', () => {
  let table: LocalTable;
  const open: TextWorld[] = [];
  const aWorld = async (given: Given = {}): Promise<TextWorld> => {
    const world = await aTextWorld(table, given);
    open.push(world);
    return world;
  };
  /** The customer writes to the business, and we have heard it. */
  const write = async (world: TextWorld, { text }: { text: string }) => {
    const from = world.appointment.customer.phone;
    world.telnyx.receiveText({ from, to: world.business.messaging.from, text });
    await world.apply((await world.webhooks()).at(-1));
  };

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterEach(async () => {
    for (const world of open.splice(0)) await world.stop();
  });
  afterAll(async () => {
    await table.stop();
  });

  it('sends a booked appointment its confirmation and keeps the message id', async () => {
    const world = await aWorld();

    const back = await world.deliver();

    expect(back).toBe(0);
    expect(world.outbound()).toMatchObject([
      { from: world.business.messaging.from, to: '+15125550187', parts: 1 },
    ]);
    expect(world.outbound()[0]?.text).toContain('Tue, Nov 24 at 9:00 AM');
    expect(await world.text()).toMatchObject({ state: 'sent', messageId: world.outbound()[0]?.id });
    expect(await world.text()).toMatchObject({ event: { name: 'text.sent' } });
    expect(await world.text()).not.toHaveProperty('wake');
  });

  it('sends one text for the same event ten times, in turn and at once', async () => {
    const world = await aWorld();

    await Promise.all(Array.from({ length: 10 }, () => world.deliver()));
    for (let again = 0; again < 10; again += 1) await world.deliver();

    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'sent', handovers: 1 });
  });

  it('sends one text for the booking and the tool together', async () => {
    const world = await aWorld();
    const { businessId, id: appointmentId, callId } = world.appointment;

    await Promise.all([
      world.deliver(),
      world.request({ businessId, appointmentId, callId, consented: true }),
      world.request({ businessId, appointmentId, callId, consented: true }),
    ]);
    await world.wake();
    world.clock.pass(MINUTE);
    await world.wake();

    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'sent' });
  });

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
    world.clock.pass(MINUTE);
    await world.wake();
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
      for (let minute = 0; minute < 5; minute += 1) {
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
    for (let minute = 0; minute < 3; minute += 1) {
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

  it('ends as uncertain when Telnyx cannot be asked for half an hour, without a second text', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.telnyx.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });
    world.telnyx.faults.add({ match: { method: 'GET' }, effect: 'error-500-before' });

    await world.deliver();
    for (let minute = 0; minute < 35; minute += 1) {
      world.clock.pass(MINUTE);
      await world.wake();
    }

    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'uncertain' });
    expect(await world.text()).not.toHaveProperty('wake');
  });

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

  it('never sends to a number whose STOP was stored before the claim', async () => {
    const world = await aWorld();

    await write(world, STOP);
    await world.deliver();

    expect(world.posts()).toBe(0);
    expect(await world.text()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
  });

  it('never sends to a number whose STOP is stored while the text waits for Telnyx', async () => {
    const world = await aWorld();
    world.telnyx.faults.down(true);
    await world.deliver();
    world.telnyx.faults.clear();

    await write(world, { text: 'stop all.' });
    world.clock.pass(MINUTE);
    await world.wake();

    expect(world.outbound()).toHaveLength(0);
    expect(await world.text()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
  });

  it("does not silence one business by another's STOP", async () => {
    const silenced = await aWorld();
    const other = await aWorld();

    await write(silenced, STOP);
    await silenced.deliver();
    await other.deliver();

    expect(silenced.outbound()).toHaveLength(0);
    expect(other.outbound()).toHaveLength(1);
  });

  it('sends again after START', async () => {
    const world = await aWorld();

    await write(world, STOP);
    world.clock.pass(SECOND);
    await write(world, { text: 'Start' });
    await world.deliver();

    expect(await world.text()).toMatchObject({ state: 'sent' });
  });

  it('records an opt-out that only Telnyx knew of', async () => {
    const world = await aWorld();
    const { phone } = world.appointment.customer;
    world.telnyx.receiveText({ from: phone, to: world.business.messaging.from, text: 'STOP' });

    const back = await world.deliver();

    expect(back).toBe(0);
    expect(await world.text()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
    expect(await world.consents.isOptedOut(world.business.id, phone)).toBe(true);
    expect(await world.rows()).toContainEqual(
      expect.objectContaining({ event: expect.objectContaining({ name: 'customer.opted-out' }) }),
    );
  });

  it('ends as failed, with the code, what Telnyx will never take', async () => {
    const world = await aWorld({
      appointment: { customer: { name: 'Dana Reyes', phone: '+1512' } },
    });

    await world.deliver();

    expect(await world.text()).toMatchObject({
      state: 'failed',
      failedBecause: '10016',
      event: { name: 'text.failed' },
    });
  });

  it('does not confirm a cancelled appointment', async () => {
    const world = await aWorld({ appointment: { status: 'cancelled', version: 2 } });

    await world.deliver();

    expect(world.posts()).toBe(0);
    expect(await world.text()).toMatchObject({ suppressedBecause: 'appointment_cancelled' });
  });

  it('does not confirm an appointment that was cancelled while the text waited', async () => {
    const world = await aWorld();
    world.telnyx.faults.down(true);
    await world.deliver();
    world.telnyx.faults.clear();

    await world.putAppointment({ ...world.appointment, status: 'cancelled', version: 2 });
    world.clock.pass(MINUTE);
    await world.wake();

    expect(world.outbound()).toHaveLength(0);
    expect(await world.text()).toMatchObject({ suppressedBecause: 'appointment_cancelled' });
  });

  it('does not confirm what has already begun', async () => {
    const world = await aWorld();
    world.clock.pass(24 * 60 * MINUTE);

    await world.deliver();

    expect(world.posts()).toBe(0);
    expect(await world.text()).toMatchObject({ suppressedBecause: 'too_late' });
  });

  it('keeps quiet after a no in the call, until the customer asks for the text', async () => {
    const world = await aWorld({ appointment: { textConsent: false } });
    const { businessId, id: appointmentId, callId } = world.appointment;

    await world.deliver();
    const silent = await world.text();
    await world.request({ businessId, appointmentId, callId, consented: true });
    const asking = await world.text();
    await world.wake();

    expect(silent).toMatchObject({ state: 'suppressed', suppressedBecause: 'no_consent' });
    expect(asking).toMatchObject({ state: 'requested', event: { name: 'text.requested' } });
    expect(world.outbound()).toHaveLength(1);
    expect(await world.text()).toMatchObject({ state: 'sent' });
  });

  it('refuses the tool for a customer who has opted out', async () => {
    const world = await aWorld();
    const { businessId, id: appointmentId, callId } = world.appointment;
    await write(world, STOP);

    const asking = world.request({ businessId, appointmentId, callId, consented: true });

    await expect(asking).rejects.toMatchObject({ code: 'customer_opted_out' });
  });

  it("refuses the tool for another call's appointment", async () => {
    const world = await aWorld();
    const { businessId, id: appointmentId } = world.appointment;

    const asking = world.request({
      businessId,
      appointmentId,
      callId: 'call_another' as typeof world.appointment.callId,
      consented: true,
    });

    await expect(asking).rejects.toMatchObject({ code: 'appointment_not_found' });
  });

  it('sends even if every queue message was lost after the row was written', async () => {
    const world = await aWorld();
    const { businessId, id: appointmentId, callId } = world.appointment;
    await world.request({ businessId, appointmentId, callId, consented: true });

    await world.wake();

    expect(await world.text()).toMatchObject({ state: 'sent' });
  });
});
