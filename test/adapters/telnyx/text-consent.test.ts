import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const STOP = { text: 'STOP' };

describe('consent at the gate [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);
  /** The customer writes to the business, and we have heard it. */
  const write = async (world: TextWorld, { text }: { text: string }) => {
    const from = world.appointment.customer.phone;
    world.telnyx.receiveText({ from, to: world.business.messaging.from, text });
    await world.apply((await world.webhooks()).at(-1));
  };

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

    expect(world.outbound().map(({ text }) => text)).toEqual([expect.stringContaining('You are opted out')]);
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
});
