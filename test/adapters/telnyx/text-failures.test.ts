import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a text that did not arrive [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);
  const apply = async (world: TextWorld, from = 0) => {
    for (const body of (await world.webhooks()).slice(from)) await world.apply(body);
  };

  it.each(['40004', '40005', '40006', '40010', '40011', '40014'])(
    'is sent once more, a quarter of an hour later, where the reason may be over by then (%s)',
    async (code) => {
      const world = await aWorld();
      const { phone } = world.appointment.customer;
      world.telnyx.setOutcome(phone, { status: 'delivery_failed', code });
      await world.deliver();
      await apply(world);
      const waiting = await world.text();
      world.telnyx.setOutcome(phone, undefined);

      world.clock.pass(14 * MINUTE);
      const early = await world.wake();
      world.clock.pass(MINUTE);
      await world.wake();
      await apply(world);

      expect(waiting).toMatchObject({ state: 'requested', abandonedMessageId: world.outbound()[0]?.id });
      expect(early).toBe(0);
      expect(world.outbound()).toHaveLength(2);
      expect(await world.text()).toMatchObject({ state: 'delivered', messageId: world.outbound()[1]?.id });
    },
  );

  it('is still sent once more when the report that the first one left comes after the one that it failed', async () => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_failed', code: '40006' });
    await world.deliver();

    for (const body of (await world.webhooks()).toReversed()) await world.apply(body);

    expect(await world.text()).toMatchObject({ state: 'requested', dueAt: '2026-11-23T15:15:00.000Z' });
  });

  it('fails where it does not arrive the second time either', async () => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_failed', code: '40006' });
    await world.deliver();
    await apply(world);

    for (let turn = 0; turn < 3; turn += 1) {
      world.clock.pass(15 * MINUTE);
      await world.wake();
      await apply(world);
    }

    expect(world.outbound()).toHaveLength(2);
    expect(await world.text()).toMatchObject({ state: 'failed', failedBecause: '40006' });
  });

  it.each(['40002', '40003', '40008', '40015', '49999'])(
    'is not sent again for any other reason (%s)',
    async (code) => {
      const world = await aWorld();
      world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_failed', code });
      await world.deliver();
      await apply(world);

      world.clock.pass(HOUR);
      await world.wake();

      expect(world.outbound()).toHaveLength(1);
      expect(await world.text()).toMatchObject({ state: 'failed', failedBecause: code });
    },
  );

  it('keeps the next confirmation from a number that texts do not reach, for ninety days', async () => {
    const world = await aWorld();
    const { appointment } = world;
    world.telnyx.setOutcome(appointment.customer.phone, { status: 'delivery_failed', code: '40001' });
    await world.deliver();
    await apply(world);
    const first = await world.text();
    const again = await world.request({
      businessId: appointment.businessId,
      appointmentId: appointment.id,
      callId: appointment.callId,
      consented: true,
    });
    await world.putAppointment({ ...appointment, version: 2 });
    await world.deliver();

    const states = (await world.rows())
      .filter(({ sk }) => String(sk).includes('#TEXT#'))
      .map(({ state, suppressedBecause }) => suppressedBecause ?? state);
    expect(first).toMatchObject({ state: 'failed', failedBecause: '40001' });
    expect(again).toMatchObject({ state: 'failed' });
    expect(states.toSorted()).toEqual(['failed', 'not_textable']);
    expect(world.posts()).toBe(1);
  });

  it('records the opt-out that it did not arrive for, together with its end', async () => {
    const world = await aWorld();
    const { phone } = world.appointment.customer;
    world.telnyx.setOutcome(phone, { status: 'sending_failed', code: '40300' });
    await world.deliver();

    await Promise.all(
      (await world.webhooks()).flatMap((body) => Array.from({ length: 5 }, () => world.apply(body))),
    );

    expect(await world.text()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
    expect(await world.consents.find(world.business.id, phone)).toMatchObject({ state: 'opted_out' });
    expect(
      (await world.rows()).filter(({ event }) => (event as { name?: string })?.name === 'customer.opted-out'),
    ).toHaveLength(1);
  });

  it('records the opt-out with the first report that tells of it', async () => {
    const world = await aWorld();
    const { phone } = world.appointment.customer;
    world.telnyx.setOutcome(phone, { status: 'sending_failed', code: '40300' });
    await world.deliver();

    await world.apply((await world.webhooks())[0]);

    expect(await world.consents.isOptedOut(world.business.id, phone)).toBe(true);
  });

  it('does not undo a START that was said after it failed for an opt-out', async () => {
    const world = await aWorld();
    const { phone } = world.appointment.customer;
    world.telnyx.setOutcome(phone, { status: 'sending_failed', code: '40300' });
    await world.deliver();
    const told = await world.webhooks();
    world.clock.pass(MINUTE);
    await world.hear('START');

    for (const body of told) await world.apply(body);

    expect(await world.consents.isOptedOut(world.business.id, phone)).toBe(false);
  });
});
