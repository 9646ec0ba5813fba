import { describe, expect, it } from 'vitest';
import { callAs } from '../../../scripts/play/history/caller.ts';
import { peopleOf } from '../../../scripts/play/history/people.ts';
import { seededChance } from '../../../scripts/play/history/seeded-chance.ts';

const SLOTS = ['2026-11-24T08:00', '2026-11-24T09:00'].map((slot_id) => ({
  slot_id,
  local: `Tuesday, November 24 at ${slot_id.slice(12, 13)} AM`,
  starts_at: `${slot_id}:00.000Z`,
}));

/** In the words of our own tools (functions/domain/schedule/say-slots.ts). */
const ANSWERS: Readonly<Record<string, object>> = {
  book_appointment: { ok: true, say: 'You are booked.', booking_id: 'apt_1', confirmation_code: 'ABCDEF' },
  send_booking_sms: { ok: true, queued: true, say: 'I am texting you the details now.' },
};

/** Which tools the agent asked in a call of somebody who wants this. */
const toolsOf = async (says: string, found: string): Promise<readonly string[]> => {
  const [person] = peopleOf(seededChance(1), 1);
  if (!person) throw new Error('nobody calls');
  const asked: string[] = [];
  const call = {
    from: person.phone,
    dynamicVariables: { services: 'Furnace repair; AC repair; Free estimate', caller_number: person.phone },
    opening: 'How can I help?',
    agentSays: () => undefined,
    callerSays: () => undefined,
    hangUp: () => undefined,
    tool: async (name: string) => {
      asked.push(name);
      const result = ANSWERS[name] ?? { ok: true, say: found, slots: SLOTS };
      return { ok: true, result, ms: 1, status: 200, attempts: 1, toolCallId: 'tool_1' };
    },
  };
  await callAs(call, '2026-11-23', person, { means: 'books', says });
  return asked;
};

describe('somebody who calls the demo business and wants an appointment [D4]', () => {
  it.each([
    'On Tuesday, November 24 I have 8 AM or 9 AM. Which works for you?',
    'I have nothing at that time. The nearest I have: On Tuesday, November 24 I have 8 AM or 9 AM.',
    'Tuesday, November 24 at 8 AM is free. Shall I book it?',
  ])('takes what is offered: %s', async (found) => {
    const wishes = [
      'My AC is not cooling, I need AC repair. Can someone come as soon as possible?',
      'I would like a free estimate. What do you have next week?',
    ];
    for (const says of wishes)
      expect(await toolsOf(says, found)).toEqual([
        'lookup_availability',
        'book_appointment',
        'send_booking_sms',
      ]);
  });
});
