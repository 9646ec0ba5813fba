import { describe, expect, it } from 'vitest';
import type { AppointmentId, BusinessId } from '../../../functions/contracts/ids.ts';
import { appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { fixturesNote, hasFixtures, readFixture } from '../../local/vendors/fixtures.ts';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

type Told = {
  data: { id: string; occurred_at: string; payload: { id: string; received_at: string; text: string } };
};

const { aWorld } = worldsOf(aTextWorld);
const optedOutEvents = async (world: TextWorld) =>
  (await world.rows()).filter(
    ({ event }) => (event as { name?: string } | undefined)?.name === 'customer.opted-out',
  );

/** Another appointment of the same customer, booked later. */
const bookAgain = async (world: TextWorld, name: string) => {
  const again = { ...world.appointment, id: `apt_${world.business.id.slice(4)}${name}` as AppointmentId };
  await world.putAppointment(again);
  return appointmentBooked(derivedIds(hashing), again);
};
const states = async (world: TextWorld) =>
  (await world.rows())
    .filter(({ sk }) => String(sk).includes('#TEXT#'))
    .map(({ suppressedBecause, state }) => suppressedBecause ?? state);

describe.skipIf(!hasFixtures)(`a STOP as Telnyx sends it [N1]${fixturesNote}`, () => {
  it('F-SMS-1: is stored for that business and number, and ends every later text', async () => {
    const stop = readFixture('telnyx/message.received.stop.json') as Told & {
      data: { payload: { messaging_profile_id: string; to: { phone_number: string }[] } };
    };
    const from = String(stop.data.payload.to[0]?.phone_number);
    const world = await aWorld({
      business: {
        id: 'biz_fixturestop' as BusinessId,
        numbers: [from],
        messaging: { from, messagingProfileId: stop.data.payload.messaging_profile_id },
      },
    });
    const { business, appointment } = world;
    world.clock.pass(5 * MINUTE);
    const { businessId, id: appointmentId, callId } = appointment;
    await world.request({ businessId, appointmentId, callId, consented: true });

    await world.apply(stop);
    await world.wake();
    await world.deliver(await bookAgain(world, 'later'));

    expect(await world.consents.find(business.id, appointment.customer.phone)).toEqual({
      state: 'opted_out',
      at: '2026-11-23T15:03:00.000Z',
      since: '2026-11-23T15:03:00.000Z',
      writtenAt: '2026-11-23T15:03:00.000Z',
    });
    expect(await states(world)).toEqual(['opted_out', 'opted_out']);
    await expect(world.request({ businessId, appointmentId, callId, consented: true })).rejects.toMatchObject(
      { code: 'customer_opted_out' },
    );
    expect(world.posts()).toBe(0);
  });
});

describe('an opt-out [N1]', () => {
  it('F-SMS-1: stops confirmations that are queued already: asked for, waiting for Telnyx, or to be sent once more', async () => {
    const asked = await aWorld();
    const { businessId, id: appointmentId, callId } = asked.appointment;
    await asked.request({ businessId, appointmentId, callId, consented: true });
    const waiting = await aWorld();
    waiting.telnyx.faults.down(true);
    await waiting.deliver();
    waiting.telnyx.faults.clear();
    const retrying = await aWorld();
    retrying.telnyx.setOutcome(retrying.appointment.customer.phone, {
      status: 'delivery_failed',
      code: '40006',
    });
    await retrying.deliver();
    for (const body of await retrying.webhooks()) await retrying.apply(body);

    for (const world of [asked, waiting, retrying]) {
      const sent = world.outbound().length;
      await world.hear('STOP');
      world.clock.pass(20 * MINUTE);
      await world.wake();

      expect(world.outbound()).toHaveLength(sent);
      expect(await states(world)).toEqual(['opted_out']);
    }
  });

  it('F-SMS-1: wins over every text that is not claimed yet; one already on its way to Telnyx may still arrive', async () => {
    const heardWhileSending = (word: string) =>
      aWorld({
        sender: (sender) => ({
          ...sender,
          async send(message) {
            await hear(word);
            return sender.send(message);
          },
        }),
      });
    let hear: (word: string) => Promise<unknown> = async () => undefined;
    const play = async (word: string) => {
      const world: TextWorld = await heardWhileSending(word);
      hear = world.hear;
      await world.deliver();
      hear = async () => undefined;
      await world.deliver(await bookAgain(world, 'later'));
      return world;
    };

    const known = await play('STOP');
    const unknown = await play('REVOKE');

    // Telnyx heard the STOP before us and refuses what we had claimed by then.
    expect(known.outbound()).toEqual([]);
    expect(await states(known)).toEqual(['opted_out', 'opted_out']);
    // REVOKE says nothing to Telnyx: the one text that was claimed before it was stored goes out, and none after it.
    expect(unknown.outbound()).toMatchObject([{ text: expect.stringContaining('Confirmation code') }]);
    expect((await states(unknown)).toSorted()).toEqual(['opted_out', 'sent']);
  });

  it('F-SMS-1: is one opt-out however often the same STOP is delivered, and however parallel', async () => {
    const world = await aWorld();
    const told = await world.hear('STOP');

    await Promise.all(Array.from({ length: 10 }, () => world.apply(told)));
    await world.deliver();

    expect(await optedOutEvents(world)).toHaveLength(1);
    expect((await world.rows()).filter(({ sk }) => String(sk).startsWith('IN#'))).toHaveLength(1);
    expect(world.outbound()).toEqual([]);
  });

  it('F-SMS-1: stands or falls by what was said last, in whatever order it is heard', async () => {
    const said = async (...words: string[]) => {
      const world = await aWorld();
      const told: unknown[] = [];
      for (const text of words) {
        world.telnyx.receiveText({
          from: world.appointment.customer.phone,
          to: world.business.messaging.from,
          text,
        });
        world.clock.pass(SECOND);
      }
      told.push(...(await world.webhooks()));
      return { world, told };
    };
    const isOut = ({ business, appointment, consents }: TextWorld) =>
      consents.isOptedOut(business.id, appointment.customer.phone);

    for (const [order, expected] of [
      [['STOP', 'START'], false],
      [['START', 'STOP'], true],
      [['STOP', 'START', 'REVOKE'], true],
      [['REVOKE', 'STOP', 'START'], false],
    ] as const) {
      const forwards = await said(...order);
      for (const body of forwards.told) await forwards.world.apply(body);
      const backwards = await said(...order);
      for (const body of backwards.told.toReversed()) await backwards.world.apply(body);
      const atOnce = await said(...order);
      await Promise.all([...atOnce.told, ...atOnce.told].map(atOnce.world.apply));

      for (const { world } of [forwards, backwards, atOnce]) {
        expect(await isOut(world), order.join(', ')).toBe(expected);
      }
    }
  });

  it('F-SMS-2: concerns the business that was written to and no other, and every text of that business', async () => {
    const silenced = await aWorld();
    const other = await aWorld();
    const customer = silenced.appointment.customer.phone;

    await silenced.hear('STOP');
    for (const world of [silenced, other]) {
      await world.deliver();
      await world.deliver(await bookAgain(world, 'later'));
    }

    expect(other.appointment.customer.phone).toBe(customer);
    expect(await states(silenced)).toEqual(['opted_out', 'opted_out']);
    expect(await states(other)).toEqual(['sent', 'sent']);
    expect(silenced.posts()).toBe(0);
    expect(other.outbound()).toHaveLength(2);
  });
});
