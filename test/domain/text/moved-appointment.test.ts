import { describe, expect, it } from 'vitest';
import {
  type Appointment,
  appointmentBooked,
  appointmentMoved,
} from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { requestConfirmation } from '../../../functions/domain/text/request-confirmation.ts';
import { sendText } from '../../../functions/domain/text/send-text.ts';
import { type Text, textRequested } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { memorySender, memoryTexts } from '../../support/memory-texts.ts';
import { someLimits } from '../../support/some-limits.ts';

const ids = derivedIds(hashing);

const aGate = (differing: Partial<Appointment> = {}) => {
  const clock = aClock();
  const memory = memoryTexts();
  const vendor = memorySender();
  let appointment: Appointment = { ...anAppointment(), ...differing };
  const appointments = { find: async () => appointment };
  const send = sendText({
    appointments,
    businesses: { find: async () => aBusiness() },
    texts: memory.texts,
    consents: memory.consents,
    sender: vendor.sender,
    limits: someLimits(),
    ids,
    clock,
  });
  return {
    ...memory,
    sent: vendor.sent,
    answers: vendor.answers,
    clock,
    hearOfBooking: () => send(appointmentBooked(ids, appointment)),
    hearOfMove: () => send(appointmentMoved(ids, appointment, appointment.bookedAt)),
    hearOfText: (text: Text | undefined) => send(textRequested(ids, text as Text)),
    /** The customer asks for the text in the call. */
    askForText: () =>
      requestConfirmation({ appointments, texts: memory.texts, consents: memory.consents, ids, clock })({
        businessId: appointment.businessId,
        appointmentId: appointment.id,
        consented: true,
      }),
    move: (startsAt: string) => {
      appointment = {
        ...appointment,
        version: appointment.version + 1,
        startsAt,
        movedAt: appointment.bookedAt,
      };
    },
  };
};

const bodies = (gate: ReturnType<typeof aGate>) => gate.sent.map(({ body }) => body);

describe('the customer of an appointment that is moved', () => {
  it('is told the new time in a text of its own', async () => {
    const gate = aGate();
    await gate.hearOfBooking();

    gate.move('2026-11-25T19:00:00.000Z');
    await gate.hearOfMove();

    expect(bodies(gate)).toEqual([
      expect.stringContaining('Furnace repair, Tue, Nov 24 at 9:00 AM.'),
      expect.stringContaining('Furnace repair, new time Wed, Nov 25 at 1:00 PM.'),
    ]);
  });

  it('is told it once, however often and by whatever event it is asked for', async () => {
    const gate = aGate();
    gate.move('2026-11-25T19:00:00.000Z');

    await gate.hearOfBooking();
    await gate.hearOfMove();
    await gate.hearOfMove();

    expect(bodies(gate)).toEqual([expect.stringContaining('new time Wed, Nov 25 at 1:00 PM')]);
  });

  it('is not told the old time any more', async () => {
    const gate = aGate();
    gate.answers.push({ kind: 'unavailable', because: 'down' });
    await gate.hearOfBooking();
    gate.move('2026-11-25T19:00:00.000Z');
    await gate.hearOfMove();

    gate.clock.pass(10 * 60_000);
    await gate.hearOfText(gate.rows()[0]);

    expect(bodies(gate).slice(1)).toEqual([expect.stringContaining('new time')]);
    expect(gate.rows()).toMatchObject([
      { state: 'suppressed', suppressedBecause: 'overtaken' },
      { state: 'sent', appointmentVersion: 2 },
    ]);
  });

  it('who has not agreed to texts gets none', async () => {
    const gate = aGate({ textConsent: false });
    await gate.hearOfBooking();
    gate.move('2026-11-25T19:00:00.000Z');
    await gate.hearOfMove();

    expect(gate.sent).toEqual([]);
    expect(gate.rows().map(({ suppressedBecause }) => suppressedBecause)).toEqual([
      'no_consent',
      'no_consent',
    ]);
  });

  it('who asked for a text after a no gets those of later times too, some of which nobody heard of', async () => {
    const gate = aGate({ textConsent: false });
    await gate.askForText();
    await gate.hearOfBooking();

    gate.move('2026-11-25T19:00:00.000Z');
    gate.move('2026-11-25T20:00:00.000Z');
    await gate.hearOfMove();

    expect(bodies(gate).at(-1)).toContain('new time Wed, Nov 25 at 2:00 PM');
  });

  it('who has said STOP since gets none', async () => {
    const gate = aGate();
    await gate.hearOfBooking();
    const { businessId, customer } = anAppointment();
    await gate.consents.record({
      businessId,
      phone: customer.phone,
      state: 'opted_out',
      at: '2026-11-23T15:00:01.000Z',
      cause: { actor: 'customer', id: 'stop' },
    });
    gate.move('2026-11-25T19:00:00.000Z');
    await gate.hearOfMove();

    expect(gate.sent).toHaveLength(1);
  });
});
