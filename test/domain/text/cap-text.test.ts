import { describe, expect, it } from 'vitest';
import { appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { DAILY_CAPS } from '../../../functions/domain/limit/limits.ts';
import type { Tallies } from '../../../functions/domain/limit/ports.ts';
import { hasRoomToday } from '../../../functions/domain/text/cap-text.ts';
import { sendText } from '../../../functions/domain/text/send-text.ts';
import {
  confirmationText,
  replyText,
  type Text,
  textRequested,
} from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { memorySender, memoryTexts } from '../../support/memory-texts.ts';
import { someLimits } from '../../support/some-limits.ts';

const ids = derivedIds(hashing);
const MONDAY_NOON = Date.parse('2026-11-23T18:00:00Z');
const MONDAYS_LAST = Date.parse('2026-11-24T05:59:59.999Z');
const TUESDAYS_FIRST = Date.parse('2026-11-24T06:00:00Z');
const AT = new Date(MONDAY_NOON).toISOString();

const confirmation = (serial: number): Text =>
  confirmationText(ids, anAppointment({ id: `apt_${serial}` as never }), AT);
const reply = (serial: number): Text =>
  replyText(
    ids,
    {
      businessId: aBusiness().id,
      answer: 'opted-out',
      from: '+15125550100',
      to: '+15125550142',
      saidAt: AT,
      correlationId: undefined,
    },
    String(serial),
    AT,
  );

const claimedOnce = (text: Text): Text => ({
  ...text,
  message: { from: '+15125550142', to: '+15125550100', body: 'Booked.', messagingProfileId: 'profile-1' },
});

const aDay = (business = aBusiness({ zone: 'America/Chicago' }), limits = someLimits(1)) => {
  const has = hasRoomToday(limits);
  return {
    has: (text: Text, nowMs = MONDAY_NOON) => has(business, text, nowMs),
    async fill(make: (serial: number) => Text, count: number, nowMs = MONDAY_NOON) {
      for (let serial = 0; serial < count; serial += 1)
        if (!(await has(business, make(serial), nowMs))) throw new Error(`no room for number ${serial + 1}`);
    },
  };
};

describe('the texts that a business may have sent on a day', () => {
  it.each([
    ['confirmations', confirmation, DAILY_CAPS['texts of a business']],
    ['replies', reply, DAILY_CAPS['replies of a business']],
  ])('are so many %s, the last one too, until its own midnight', async (_, make, most) => {
    const { has, fill } = aDay();
    await fill(make, most - 1);

    expect(await has(make(most))).toBe(true);
    expect(await has(make(most + 1))).toBe(false);
    expect(await has(make(most + 1), MONDAYS_LAST)).toBe(false);
    expect(await has(make(most + 1), TUESDAYS_FIRST)).toBe(true);
  });

  it('count once however often they are tried, and anew where they are sent anew', async () => {
    const { has } = aDay(aBusiness({ dailyCaps: { texts: 2 } }));
    const first = confirmation(1);

    for (let tried = 0; tried < 5; tried += 1) expect(await has(first)).toBe(true);
    expect(await has({ ...first, abandonedMessageId: 'message-1' })).toBe(true);
    expect(await has(confirmation(2))).toBe(false);
    expect(await has(first)).toBe(true);
  });

  it('are not used up by whoever writes STOP and START all day', async () => {
    const { has, fill } = aDay();
    await fill(reply, DAILY_CAPS['replies of a business']);

    expect(await has(reply(1000))).toBe(false);
    expect(await has(confirmation(1))).toBe(true);
  });

  it('are what an operator says, where one has said so', async () => {
    const { has, fill } = aDay(aBusiness({ dailyCaps: { texts: 300 } }));
    await fill(confirmation, 300);

    expect(await has(confirmation(1000))).toBe(false);
  });

  it('end for all businesses where the stage has had enough, by each counted once', async () => {
    const limits = someLimits(1);
    let left = 2;
    const tallies: Tallies = {
      ...limits.tallies,
      addOne: async () => {
        left -= 1;
        return left < 0 ? 'full' : 'added';
      },
    };
    const { has } = aDay(aBusiness(), { ...limits, tallies });

    for (const text of [confirmation(1), claimedOnce(confirmation(1)), claimedOnce(confirmation(1))])
      expect(await has(text)).toBe(true);
    expect(await has(confirmation(2))).toBe(true);
    expect(await has(confirmation(3))).toBe(false);
  });

  it.each(['is full', 'does not answer'])(
    'wait for a stage that %s, however often one is tried',
    async (how) => {
      const limits = someLimits(1);
      const addOne: Tallies['addOne'] = async () => {
        if (how === 'is full') return 'full';
        throw new Refusal('busy_try_again');
      };
      const { has } = aDay(aBusiness(), { ...limits, tallies: { ...limits.tallies, addOne } });
      const outcome = () => has(confirmation(1)).catch((error: Refusal) => error.code);

      const outcomes = [await outcome(), await outcome(), await outcome()];

      expect(outcomes).not.toContain(true);
    },
  );
});

describe('the gate of texts, once a day has had enough', () => {
  const aGate = (texts: number) => {
    const memory = memoryTexts();
    const vendor = memorySender();
    const appointment = anAppointment();
    const clock = aClock();
    const send = sendText({
      appointments: { find: async () => appointment },
      businesses: { find: async () => aBusiness({ dailyCaps: { texts } }) },
      texts: memory.texts,
      consents: memory.consents,
      sender: vendor.sender,
      limits: someLimits(1),
      ids,
      clock,
    });
    return { ...memory, ...vendor, send, clock, booked: appointmentBooked(ids, appointment) };
  };

  it('keeps a text and says why it was not sent; asked again, it stays so', async () => {
    const gate = aGate(0);

    await gate.send(gate.booked);
    await gate.send(gate.booked);

    expect(gate.sent).toEqual([]);
    const [text] = gate.rows();
    expect(text).toMatchObject({ state: 'suppressed', suppressedBecause: 'daily_cap', handovers: 0 });
    expect(text?.dueAt).toBeUndefined();
  });

  it('sends the one text that there is room for, although Telnyx could not take it at first', async () => {
    const gate = aGate(1);
    gate.answers.push({ kind: 'unavailable', because: '503' });
    await gate.send(gate.booked);
    const [text] = gate.rows();
    gate.clock.pass(30_000);

    await gate.send(textRequested(ids, text as Text));

    expect(gate.rows()).toMatchObject([{ state: 'sent' }]);
  });
});
