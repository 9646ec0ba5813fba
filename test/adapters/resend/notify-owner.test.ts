import { describe, expect, it } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { anAlertWorld } from '../../support/alert-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("the owner's e-mail [N3]", () => {
  const { aWorld } = worldsOf(anAlertWorld);

  it('tells of the new booking, from the stage, to the owner, with tags that come back', async () => {
    const world = await aWorld();

    const back = await world.deliver();

    expect(back).toBe(0);
    expect(world.resend.emails()).toMatchObject([
      {
        from: 'CloudGreet <bookings@mail.cloudgreet.example>',
        to: ['owner@apexhvac.example'],
        subject: 'New booking: Dana Reyes, Tue Nov 24 9:00 AM',
        tags: [
          { name: 'kind', value: 'booking_alert' },
          { name: 'business', value: world.business.id },
          { name: 'appointment', value: world.appointment.id },
          { name: 'alert' },
        ],
      },
    ]);
    expect(world.resend.received()[0]?.body).toMatchObject({ reply_to: 'support@cloudgreet.example' });
    expect(await world.alert()).toMatchObject({
      state: 'sent',
      emailId: world.resend.emails()[0]?.id,
    });
    expect(await world.alert()).not.toHaveProperty('wake');
  });

  it('is not sent of an appointment that somebody of the business made', async () => {
    const madeBy = PersonId.parse('00000000-0000-4000-8000-000000000001');
    const world = await aWorld({ appointment: { madeBy } });

    expect(await world.deliver()).toBe(0);
    expect(world.posts()).toBe(0);
    await expect(world.alert()).rejects.toThrow('there are 0 alerts');
  });

  it('is one for the same event ten times, in turn and at once', async () => {
    const world = await aWorld();

    await Promise.all(Array.from({ length: 10 }, () => world.deliver()));
    for (let again = 0; again < 10; again += 1) await world.deliver();

    expect(world.posts()).toBe(1);
    expect(await world.alert()).toMatchObject({ state: 'sent' });
  });

  it('is one when the worker died after Resend took it', async () => {
    let dying = true;
    const world = await aWorld({
      sender: (emails) => ({
        async send(...given) {
          const handover = await emails.send(...given);
          if (dying) throw new Error('killed');
          return handover;
        },
      }),
    });

    const back = await world.deliver();
    dying = false;
    await world.deliver();
    const held = world.posts();
    world.clock.pass(MINUTE);
    await world.wake();

    expect(back).toBe(1);
    expect(held).toBe(1);
    expect(world.posts()).toBe(2);
    expect(world.resend.emails()).toHaveLength(1);
    expect(await world.alert()).toMatchObject({
      state: 'sent',
      emailId: world.resend.emails()[0]?.id,
    });
  });

  it.each(['hang-after', 'drop-connection-after', 'error-500-after', 'garbage', 'hang-before'] as const)(
    'is one when the answer was lost (%s)',
    async (effect) => {
      const world = await aWorld({ timeoutMs: 300 });
      world.resend.faults.add({ match: { method: 'POST' }, effect, times: 1 });

      await world.deliver();
      const after = await world.alert();
      world.clock.pass(30 * SECOND);
      await world.wake();

      expect(after).toMatchObject({ state: 'requested', unknownSince: expect.any(String) });
      expect(world.resend.emails()).toHaveLength(1);
      expect(await world.alert()).toMatchObject({ state: 'sent' });
    },
  );

  it('says the same under the same key, whatever changed meanwhile', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.resend.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });

    await world.deliver();
    await world.putAppointment({
      ...world.appointment,
      customer: { ...world.appointment.customer, name: 'Dana R. Reyes' },
    });
    world.clock.pass(30 * SECOND);
    await world.wake();

    const [first, second] = world.resend.received();
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(await world.alert()).toMatchObject({ state: 'sent' });
  });

  it('is not sent again once Resend may have forgotten the key', async () => {
    const world = await aWorld({ timeoutMs: 300 });
    world.resend.faults.add({ match: { method: 'POST' }, effect: 'hang-after', times: 1 });
    await world.deliver();
    world.resend.faults.down(true);

    world.clock.pass(21 * HOUR);
    world.resend.faults.clear();
    await world.wake();

    expect(world.resend.emails()).toHaveLength(1);
    expect(await world.alert()).toMatchObject({ state: 'uncertain' });
    expect(await world.wake()).toBe(0);
  });

  it('is not sent again a day after a worker died with it, whatever happened in between', async () => {
    let dying = true;
    const world = await aWorld({
      sender: (emails) => ({
        async send(...given) {
          const handover = await emails.send(...given);
          if (dying) throw new Error('killed');
          return handover;
        },
      }),
    });
    await world.deliver();
    dying = false;
    world.resend.faults.down(true);
    world.clock.pass(MINUTE);
    await world.wake();
    world.resend.faults.clear();

    world.clock.pass(25 * HOUR);
    await world.wake();

    expect(world.resend.emails()).toHaveLength(1);
    expect(await world.alert()).toMatchObject({ state: 'uncertain' });
  });

  it('waits while Resend is away for more than a day, and is sent once when it is back', async () => {
    const world = await aWorld();
    world.resend.faults.down(true);

    await world.deliver();
    for (let hour = 0; hour < 30; hour += 1) {
      world.clock.pass(HOUR);
      await world.wake();
    }
    world.resend.faults.clear();
    world.clock.pass(HOUR);
    await world.wake();

    expect(world.resend.emails()).toHaveLength(1);
    expect(await world.alert()).toMatchObject({ state: 'sent' });
  });

  it('is given up, visibly, when it could not be sent for three days', async () => {
    const world = await aWorld();
    world.resend.faults.down(true);

    await world.deliver();
    world.clock.pass(73 * HOUR);
    await world.wake();

    expect(await world.alert()).toMatchObject({ state: 'failed', because: 'vendor_unavailable' });
  });

  it('fails with the name of what Resend will never take', async () => {
    const world = await aWorld({
      sender: (emails) => ({
        send: (email, ...rest) => emails.send({ ...email, to: 'nobody' }, ...rest),
      }),
    });

    await world.deliver();

    expect(await world.alert()).toMatchObject({ state: 'failed', because: 'validation_error' });
  });

  it('uses the key that was put into the secret a moment ago', async () => {
    const world = await aWorld();
    const { apiKey, webhookSecret } = world.resend.keys;
    world.secrets.rotate({ resend: { apiKey: 're_wrong', webhookSecrets: [webhookSecret] } });
    await world.secrets.refresh();
    world.secrets.rotate({ resend: { apiKey, webhookSecrets: [webhookSecret] } });

    await world.deliver();

    expect(world.resend.emails()).toHaveLength(1);
  });

  it('does not announce an appointment that is already cancelled', async () => {
    const world = await aWorld({ appointment: { status: 'cancelled', version: 2 } });

    await world.deliver();

    expect(world.posts()).toBe(0);
    expect(await world.alert()).toMatchObject({ state: 'suppressed', because: 'appointment_cancelled' });
  });
});
