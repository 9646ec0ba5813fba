import { describe, expect, it } from 'vitest';
import { type Appointment, appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { TextSender } from '../../../functions/domain/text/ports.ts';
import { reported } from '../../../functions/domain/text/report.ts';
import { sendText } from '../../../functions/domain/text/send-text.ts';
import { textRequested } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { memorySender, memoryTexts } from '../../support/memory-texts.ts';
import { someLimits } from '../../support/some-limits.ts';

const MINUTE = 60_000;
const ids = derivedIds(hashing);
const booked = appointmentBooked(ids, anAppointment());

const aGate = () => {
  const clock = aClock();
  const memory = memoryTexts();
  const vendor = memorySender();
  let appointment = anAppointment();
  const through = (sender: TextSender) =>
    sendText({
      appointments: { find: async () => appointment },
      businesses: { find: async () => aBusiness() },
      texts: memory.texts,
      consents: memory.consents,
      sender,
      limits: someLimits(),
      ids,
      clock,
    });
  return {
    clock,
    ...memory,
    ...vendor,
    through,
    send: through(vendor.sender),
    change: (differing: Partial<Appointment>) => {
      appointment = { ...appointment, ...differing };
    },
    only: () => {
      const [text, ...others] = memory.rows();
      if (!text || others.length > 0) throw new Error(`there are ${others.length + 1} texts`);
      return text;
    },
  };
};

describe('the gate', () => {
  it('writes what Telnyx took even when somebody looked at the text meanwhile', async () => {
    const gate = aGate();
    const slow = gate.through({
      ...gate.sender,
      async send(message) {
        gate.clock.pass(MINUTE);
        await gate.send(textRequested(ids, gate.only()));
        return gate.sender.send(message);
      },
    });

    await slow(booked);

    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-1', handovers: 1 });
  });

  it('lets one of two workers hand a text over who come to it at one moment', async () => {
    const gate = aGate();

    await Promise.all([gate.send(booked), gate.send(booked), gate.send(booked)]);

    expect(gate.sent).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'sent', handovers: 1, epoch: 2 });
  });

  it('leaves a text to whoever claimed it after it was read', async () => {
    const gate = aGate();
    const { texts } = gate;
    const late = sendText({
      appointments: { find: async () => anAppointment() },
      businesses: { find: async () => aBusiness() },
      texts: {
        ...texts,
        async create(text, options) {
          const read = await texts.create(text, options);
          await gate.send(booked);
          return read;
        },
      },
      consents: gate.consents,
      sender: gate.sender,
      limits: someLimits(),
      ids,
      clock: gate.clock,
    });

    await late(booked);

    expect(gate.sent).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'sent', handovers: 1, epoch: 2 });
  });

  it('writes no failure over what a later worker does', async () => {
    const gate = aGate();
    gate.answers.push({ kind: 'refused', code: '40008', meaning: 'final' });
    const slow = gate.through({
      ...gate.sender,
      async send(message) {
        const refused = await gate.sender.send(message);
        gate.clock.pass(10 * MINUTE);
        await gate.send(textRequested(ids, gate.only()));
        return refused;
      },
    });

    await slow(booked);

    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-2' });
  });

  it('takes a message that is found for sent, whatever the vendor calls its state', async () => {
    const gate = aGate();
    const at = new Date(gate.clock.now()).toISOString();
    gate.answers.push({ kind: 'unknown', because: 'time-out' });
    gate.searches.push({ kind: 'found', message: { messageId: 'message-9', status: 'made_up', at } });

    await gate.send(booked);
    gate.clock.pass(MINUTE);
    await gate.send(booked);

    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-9' });
    expect(gate.sent).toHaveLength(1);
  });

  it('confirms a moved appointment anew and keeps quiet about the old time', async () => {
    const gate = aGate();
    gate.answers.push({ kind: 'unavailable', because: '503' });
    await gate.send(booked);
    const old = gate.only();

    gate.change({ version: 2, startsAt: '2026-11-25T16:00:00.000Z', localStart: '2026-11-25T10:00' });
    await gate.send(booked);
    gate.clock.pass(MINUTE);
    await gate.send(textRequested(ids, old));

    expect(gate.sent.map(({ body }) => body)).toEqual([
      expect.stringContaining('Tue, Nov 24 at 9:00 AM'),
      expect.stringContaining('Wed, Nov 25 at 10:00 AM'),
    ]);
    expect(gate.rows()).toMatchObject([
      { state: 'suppressed', suppressedBecause: 'overtaken' },
      { state: 'sent', appointmentVersion: 2 },
    ]);
  });

  it('leaves a text alone before it is due, however often it is asked', async () => {
    const gate = aGate();
    gate.answers.push({ kind: 'unavailable', because: '503' });

    await gate.send(booked);
    gate.clock.pass(20_000);
    for (let again = 0; again < 5; again += 1) await gate.send(booked);

    expect(gate.sent).toHaveLength(1);
  });

  it('records an opt-out it hears of from the vendor, for this business', async () => {
    const gate = aGate();
    gate.answers.push({ kind: 'refused', code: '40300', meaning: 'opted_out' });

    await gate.send(booked);

    expect(await gate.consents.isOptedOut(aBusiness().id, '+15125550187')).toBe(true);
    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
  });

  it("leaves a text to its second try whose first one failed before we had Telnyx's answer to it", async () => {
    const gate = aGate();
    const at = new Date(gate.clock.now()).toISOString();
    const overtaken = gate.through({
      ...gate.sender,
      async send(message) {
        const taken = await gate.sender.send(message);
        const failure = {
          messageId: 'message-1',
          status: 'delivery_failed',
          at,
          failure: 'passing',
        } as const;
        const again = reported(gate.only(), failure, gate.clock.now());
        if (again) await gate.texts.move(gate.only(), again);
        return taken;
      },
    });

    await overtaken(booked);
    const waiting = gate.only();
    gate.clock.pass(15 * MINUTE);
    await gate.send(textRequested(ids, waiting));

    expect(waiting).toMatchObject({ state: 'requested', abandonedMessageId: 'message-1' });
    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-2' });
  });

  it('does not take a block for later than the text that was blocked', async () => {
    const gate = aGate();
    const place = { businessId: aBusiness().id, phone: '+15125550187' };
    gate.answers.push({ kind: 'refused', code: '40300', meaning: 'opted_out' });
    const slow = gate.through({
      ...gate.sender,
      async send(message) {
        const refused = await gate.sender.send(message);
        gate.clock.pass(1_000);
        const at = new Date(gate.clock.now()).toISOString();
        const cause = { actor: 'customer', id: undefined } as const;
        await gate.consents.record({ ...place, state: 'opted_in', at, cause });
        gate.clock.pass(1_000);
        return refused;
      },
    });

    await slow(booked);

    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'opted_out' });
    expect(await gate.consents.isOptedOut(place.businessId, place.phone)).toBe(false);
  });
});
