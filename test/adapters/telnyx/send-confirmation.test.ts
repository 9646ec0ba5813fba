import { describe, expect, it } from 'vitest';
import { aTextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const MINUTE = 60_000;

describe('the one gate for every text [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);

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

  it('sends even if every queue message was lost after the row was written', async () => {
    const world = await aWorld();
    const { businessId, id: appointmentId, callId } = world.appointment;
    await world.request({ businessId, appointmentId, callId, consented: true });

    await world.wake();

    expect(await world.text()).toMatchObject({ state: 'sent' });
  });
});
