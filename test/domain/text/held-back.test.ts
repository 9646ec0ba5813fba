import { describe, expect, it } from 'vitest';
import { type Appointment, appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { mayText } from '../../../functions/domain/text/clearance.ts';
import { inDaytime } from '../../../functions/domain/text/daytime.ts';
import { releaseHeld } from '../../../functions/domain/text/release-held.ts';
import { sendText } from '../../../functions/domain/text/send-text.ts';
import { type Confirmation, textRequested } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { memorySender, memoryTexts } from '../../support/memory-texts.ts';
import { someLimits } from '../../support/some-limits.ts';

const HOUR = 60 * 60_000;
const ids = derivedIds(hashing);
const booked = appointmentBooked(ids, anAppointment());
const UNKNOWN = aBusiness({ clearedForTexts: undefined });
const { id, messaging } = UNKNOWN;

/** The gate of a business that carriers have not heard of, or not as far as is known here. */
const aGate = (business: Business = UNKNOWN) => {
  const clock = aClock();
  const memory = memoryTexts();
  const vendor = memorySender();
  const counted = { texts: 0 };
  const limits = someLimits();
  let appointment = anAppointment();
  let known = business;
  const send = sendText({
    appointments: { find: async () => appointment },
    businesses: { find: async () => known },
    texts: memory.texts,
    consents: memory.consents,
    sender: vendor.sender,
    limits: {
      ...limits,
      tallies: {
        ...limits.tallies,
        add: async (...given) => {
          counted.texts += 1;
          return limits.tallies.add(...given);
        },
      },
    },
    ids,
    clock,
  });
  const all = () => memory.rows() as Confirmation[];
  const only = (): Confirmation => {
    const [text, ...others] = all();
    if (!text || others.length > 0) throw new Error(`there are ${others.length + 1} texts`);
    return text;
  };
  const release = releaseHeld({
    held: {
      async *of() {
        yield* all().filter(({ suppressedBecause }) => suppressedBecause === 'not_registered');
      },
    },
    texts: memory.texts,
    clock,
  });
  return {
    clock,
    ...memory,
    ...vendor,
    counted,
    send,
    only,
    change: (differing: Partial<Appointment>) => {
      appointment = { ...appointment, ...differing };
    },
    /** Carriers agree, and what waited is asked for anew. */
    async clear() {
      memory.cleared.set(id, messaging.from);
      known = aBusiness();
      await release(business);
      for (const text of all()) if (text.dueAt) await send(textRequested(ids, text));
    },
  };
};

describe('a text that carriers would block [N1]', () => {
  it('is handed to nobody and counts nowhere, however often it is asked for', async () => {
    const gate = aGate();

    for (let times = 0; times < 3; times += 1) await gate.send(booked);

    expect(gate.only()).toMatchObject({
      state: 'suppressed',
      suppressedBecause: 'not_registered',
      handovers: 0,
    });
    expect(gate.only()).not.toHaveProperty('message');
    expect([gate.sent, gate.counted.texts]).toEqual([[], 0]);
  });

  it('goes out once when they agree, with what it would have said', async () => {
    const gate = aGate();
    await gate.send(booked);
    await gate.clear();
    await gate.send(booked);
    await gate.clear();

    expect(gate.only()).toMatchObject({ state: 'sent', handovers: 1 });
    expect(gate.sent).toMatchObject([{ from: messaging.from, to: anAppointment().customer.phone }]);
  });

  it('goes out at once where they have agreed and this container has not heard of it', async () => {
    const gate = aGate();
    gate.cleared.set(id, messaging.from);

    await gate.send(booked);

    expect(gate.only()).toMatchObject({ state: 'sent' });
  });

  it.each([
    ['cancelled', { status: 'cancelled' }, 'appointment_cancelled'],
    ['moved', { version: 2 }, 'overtaken'],
    ['over', { startsAt: '2026-11-23T14:00:00.000Z' }, 'too_late'],
  ] as const)('does not go out for what is %s by then', async (_, differing, because) => {
    const gate = aGate();
    await gate.send(booked);
    gate.change(differing as Partial<Appointment>);
    await gate.clear();

    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: because });
    expect(gate.sent).toEqual([]);
  });

  it('does not go out to who has said no meanwhile', async () => {
    const gate = aGate();
    await gate.send(booked);
    const at = new Date(gate.clock.now()).toISOString();
    const said = {
      businessId: id,
      phone: anAppointment().customer.phone,
      state: 'opted_out',
      at,
      heardAt: at,
    };
    await gate.consents.record({ ...said, cause: { actor: 'customer', id: 'stop' } } as never);
    await gate.clear();

    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
    expect(gate.sent).toEqual([]);
  });

  it('ends as what it is first where it was not wanted anyway', async () => {
    const gate = aGate();
    gate.change({ textConsent: false });
    await gate.send(booked);
    await gate.clear();

    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'no_consent' });
  });

  it('is whatever comes from a number that is not the one they know', async () => {
    const gate = aGate(
      aBusiness({ clearedForTexts: { number: '+15125550143', since: '2026-11-02T15:00:00Z' } }),
    );
    await gate.send(booked);

    expect(gate.only()).toMatchObject({ suppressedBecause: 'not_registered' });
  });

  it('is none where nobody asks who sends it, or where there is no number to send from', () => {
    const abroad = { messaging: { ...messaging, from: '+61255501420' }, clearedForTexts: undefined };

    expect(mayText(abroad)).toBe(true);
    expect(mayText(aBusiness())).toBe(true);
    expect(mayText({})).toBe(false);
    expect(mayText({ clearedForTexts: { number: messaging.from, since: '2026-11-02T15:00:00Z' } })).toBe(
      false,
    );
  });
});

describe('when texts that waited go out [N1]', () => {
  const at = (instant: string) => new Date(inDaytime('America/Chicago', Date.parse(instant))).toISOString();

  it.each([
    ['2026-11-23T15:00:00.000Z', '2026-11-23T15:00:00.000Z'],
    ['2026-11-23T14:00:00.000Z', '2026-11-23T14:00:00.000Z'],
    ['2026-11-23T13:59:00.000Z', '2026-11-23T14:00:00.000Z'],
    ['2026-11-24T02:59:00.000Z', '2026-11-24T02:59:00.000Z'],
    ['2026-11-24T03:00:00.000Z', '2026-11-24T14:00:00.000Z'],
    ['2026-11-24T06:30:00.000Z', '2026-11-24T14:00:00.000Z'],
    // The night in which the clocks go back, and the one in which they go on.
    ['2026-11-01T04:00:00.000Z', '2026-11-01T14:00:00.000Z'],
    ['2027-03-14T05:00:00.000Z', '2027-03-14T13:00:00.000Z'],
  ])('is by day: agreed on at %s, at %s', (agreed, goesOut) => {
    expect(at(agreed)).toBe(goesOut);
  });

  it('is at once where carriers agree by day', async () => {
    const gate = aGate();
    await gate.send(booked);
    gate.clock.pass(8 * HOUR);
    await gate.clear();

    expect(gate.only()).toMatchObject({ state: 'sent' });
  });
});
