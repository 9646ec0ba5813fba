import { describe, expect, it } from 'vitest';
import type { AppointmentBooked, TextRequested } from '../../../functions/contracts/events.ts';
import { type Appointment, appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { Search, TextSender } from '../../../functions/domain/text/ports.ts';
import { sendText } from '../../../functions/domain/text/send-text.ts';
import { replyText, type TextMessage, textRequested } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { memoryTexts } from '../../support/memory-texts.ts';
import { someLimits } from '../../support/some-limits.ts';

const MINUTE = 60_000;
const ids = derivedIds(hashing);
const NEVER = Number.POSITIVE_INFINITY;

/** A vendor that answers nothing and takes each request so many minutes after we gave it up. */
const heldUp = (clock: { now(): number }, minutesLate: readonly number[]) => {
  const held: { readonly message: TextMessage; readonly landsAt: number }[] = [];
  const looks: number[] = [];
  const landed = () => held.filter(({ landsAt }) => landsAt <= clock.now());
  const sender: TextSender = {
    async send(message) {
      held.push({ message, landsAt: clock.now() + (minutesLate[held.length] ?? NEVER) * MINUTE });
      return { kind: 'unknown', because: 'time-out' };
    },
    async search({ body }): Promise<Search> {
      looks.push(clock.now());
      const index = held.findIndex(({ message, landsAt }) => message.body === body && landsAt <= clock.now());
      if (index < 0) return { kind: 'absent' };
      const at = new Date(clock.now()).toISOString();
      return { kind: 'found', message: { messageId: `message-${index + 1}`, status: 'sent', at } };
    },
    look: async () => ({ kind: 'unclear', because: 'not_told' }),
  };
  return { sender, held, landed, looks };
};

const aGate = (
  minutesLate: readonly number[],
  given: { readonly appointment?: Partial<Appointment> } = {},
) => {
  const clock = aClock();
  const start = clock.now();
  const memory = memoryTexts();
  const vendor = heldUp(clock, minutesLate);
  const appointment = anAppointment(given.appointment);
  const send = sendText({
    appointments: { find: async () => appointment },
    businesses: { find: async () => aBusiness() },
    texts: memory.texts,
    consents: memory.consents,
    sender: vendor.sender,
    limits: someLimits(),
    ids,
    clock,
  });
  const only = () => {
    const [text, ...others] = memory.rows();
    if (!text || others.length > 0) throw new Error(`there are ${others.length + 1} texts`);
    return text;
  };
  /** The release function: each minute, what is due asks again. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.pass(MINUTE);
      const { dueAt } = only();
      if (dueAt !== undefined && Date.parse(dueAt) <= clock.now()) await send(textRequested(ids, only()));
    }
  };
  const minutesOf = (instants: readonly number[]) => instants.map((at) => (at - start) / MINUTE);
  return {
    ...memory,
    ...vendor,
    clock,
    pass,
    only,
    ask: (event: AppointmentBooked | TextRequested = appointmentBooked(ids, appointment)) => send(event),
    lookedAfterMinutes: () => minutesOf(vendor.looks),
  };
};

const aReply = (answer: 'opted-out' | 'help', now: number) => {
  const saidAt = new Date(now).toISOString();
  const phones = { from: '+15125550142', to: '+15125550187' };
  return replyText(
    ids,
    { businessId: aBusiness().id, answer, saidAt, correlationId: 'in', ...phones },
    'in',
    saidAt,
  );
};

/** Somebody has opted out, and that is to be confirmed. */
const anOptOut = async (minutesLate: readonly number[]) => {
  const gate = aGate(minutesLate);
  const reply = aReply('opted-out', gate.clock.now());
  const { businessId, to: phone, saidAt: at } = reply;
  const cause = { actor: 'customer', id: undefined } as const;
  await gate.consents.record({ businessId, phone, state: 'opted_out', at, heardAt: at, cause });
  await gate.texts.create(reply, { announced: true });
  return { gate, reply };
};

describe('a message that lands after it was given up on [N1]', () => {
  it('five minutes later is not sent twice', async () => {
    const gate = aGate([5]);

    await gate.ask();
    await gate.pass(60);

    expect(gate.landed()).toHaveLength(1);
    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-1', handovers: 1 });
  });

  it.each([0.5, 1, 2, 3, 4, 6, 7, 7.5, 8, 9, 9.9])('%d minutes later is not sent twice', async (late) => {
    const gate = aGate([late]);

    await gate.ask();
    await gate.pass(60);

    expect(gate.landed()).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'sent', handovers: 1 });
  });

  it('the second time is found like the first', async () => {
    const gate = aGate([NEVER, 9]);

    await gate.ask();
    await gate.pass(60);

    expect(gate.held).toHaveLength(2);
    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-2', handovers: 2 });
  });
});

describe('a message that never lands [N1]', () => {
  it('is looked for ever more seldom, sent once more after ten minutes, and then given up', async () => {
    const gate = aGate([]);

    await gate.ask();
    await gate.pass(60);

    expect(gate.lookedAfterMinutes()).toEqual([1, 2, 5, 10, 11, 12, 15, 20]);
    expect(gate.held).toHaveLength(2);
    expect(gate.only()).toMatchObject({ state: 'uncertain', handovers: 2 });
  });

  it('is looked for seven times in the half an hour in which the vendor cannot tell, and then uncertain', async () => {
    const gate = aGate([]);
    gate.sender.search = async () => {
      gate.looks.push(gate.clock.now());
      return { kind: 'unclear', because: '500' };
    };

    await gate.ask();
    await gate.pass(60);

    expect(gate.lookedAfterMinutes()).toEqual([1, 2, 5, 10, 15, 20, 30, 31]);
    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'uncertain', handovers: 1 });
  });

  it('comes due in a minute that is not over, however early or late it is woken', async () => {
    const gate = aGate([]);

    await gate.ask();
    for (let wake = 0; wake < 40 && gate.only().state === 'sending'; wake += 1) {
      const due = Date.parse(gate.only().dueAt ?? '');
      gate.clock.pass(due - gate.clock.now() + ((wake * 37_000) % 65_000) - 5_000);
      const before = gate.only();
      await gate.ask(textRequested(ids, before));
      const { state, dueAt } = gate.only();

      expect(gate.only().epoch).toBeGreaterThan(before.epoch);
      if (state === 'sending')
        expect(Date.parse(dueAt ?? '') - gate.clock.now()).toBeGreaterThanOrEqual(MINUTE);
    }

    expect(gate.only()).toMatchObject({ state: 'uncertain', handovers: 2 });
  });
});

describe('a text that is not wanted any more when its absence is sure', () => {
  it('was not held back while it might have gone out: a confirmation of an opt-out that lands late is sent', async () => {
    const { gate, reply } = await anOptOut([7]);

    await gate.ask(textRequested(ids, reply));
    await gate.pass(6);
    const doubtful = gate.only();
    await gate.pass(60);

    expect(doubtful).toMatchObject({ state: 'sending' });
    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'sent', messageId: 'message-1' });
  });

  it('is never handed over twice where it confirms an opt-out, and is too late once it surely never went', async () => {
    const { gate, reply } = await anOptOut([]);

    await gate.ask(textRequested(ids, reply));
    await gate.pass(9);
    const doubtful = gate.only();
    await gate.pass(1);

    expect(doubtful).toMatchObject({ state: 'sending', handovers: 1 });
    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'too_late', handovers: 1 });
  });

  it('is uncertain where the vendor cannot tell, however long it has been too late', async () => {
    const { gate, reply } = await anOptOut([]);
    gate.sender.search = async () => ({ kind: 'unclear', because: '500' });

    await gate.ask(textRequested(ids, reply));
    await gate.pass(60);

    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'uncertain' });
  });

  it('is sent once more where it gives help, which may come within the hour', async () => {
    const gate = aGate([NEVER, 0]);
    const reply = aReply('help', gate.clock.now());
    await gate.texts.create(reply, { announced: true });

    await gate.ask(textRequested(ids, reply));
    await gate.pass(15);

    expect(gate.only()).toMatchObject({ state: 'sent', handovers: 2 });
  });

  it('confirms no appointment that has begun meanwhile', async () => {
    const start = new Date(aClock().now() + 8 * MINUTE).toISOString();
    const gate = aGate([], { appointment: { startsAt: start } });

    await gate.ask();
    await gate.pass(9);
    const doubtful = gate.only();
    await gate.pass(5);

    expect(doubtful).toMatchObject({ state: 'sending' });
    expect(gate.held).toHaveLength(1);
    expect(gate.only()).toMatchObject({ state: 'suppressed', suppressedBecause: 'too_late' });
  });
});
