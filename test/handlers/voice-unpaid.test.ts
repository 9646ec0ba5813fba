import { describe, expect, it } from 'vitest';
import type { Business } from '../../functions/domain/business/business.ts';
import { GRACE_MS } from '../../functions/domain/subscription/entitlement.ts';
import { aBusiness, MONDAY_MORNING } from '../support/builders.ts';
import { aVoice } from '../support/voice.ts';

const whoIs = (billing: Partial<Business['billing']>): Partial<Business> => ({
  billing: { ...aBusiness().billing, ...billing },
});
const since = (ms: number) => new Date(MONDAY_MORNING - ms).toISOString();
const RINGING = JSON.stringify({
  event: 'call_inbound',
  call_inbound: {
    call_id: 'call_1',
    agent_id: 'agent_apexhvac01',
    from_number: '+15125550187',
    to_number: '+15125550142',
  },
});
const rings = async (billing: Partial<Business['billing']>) => {
  const voice = aVoice(whoIs(billing));
  const { call_inbound: answer } = await voice.post(RINGING, { businessId: 'biz_apexhvac01' });
  return { voice, answer };
};

describe('a business that does not pay is called [B1]', () => {
  it.each(['incomplete', 'unpaid', 'paused', 'cancelled'] as const)(
    'and answers all the same while it is %s: callers are put through to the owner',
    async (subscription) => {
      const { answer } = await rings({ subscription });

      const opening = answer.agent_override.retell_llm.begin_message;
      expect(opening).toContain('I will connect you with the team.');
      expect(opening).toContain("I'm the AI assistant, and this call may be recorded.");
      expect(answer).toMatchObject({
        dynamic_variables: {
          greeting: opening,
          booking: 'closed',
          owner_transfer_number: aBusiness().owner.transferNumber,
        },
      });
      expect(answer.reject).toBeUndefined();
    },
  );

  it('and is served in full until its grace is over, to the millisecond', async () => {
    const last = await rings({ subscription: 'past_due', pastDueSince: since(GRACE_MS) });
    const first = await rings({ subscription: 'past_due', pastDueSince: since(GRACE_MS + 1) });

    expect(last.answer.dynamic_variables.booking).toBe('open');
    expect(last.answer.agent_override).toBeUndefined();
    expect(await last.voice.lookup()).toMatchObject({ ok: true });
    expect(first.answer.dynamic_variables.booking).toBe('closed');
    expect(await first.voice.lookup()).toMatchObject({ ok: false, code: 'not_in_service' });
  });

  it('and has no times told, none booked, and a sentence said in their place', async () => {
    const { voice, answer } = await rings({ subscription: 'unpaid' });
    expect(answer.dynamic_variables.next_slots).not.toMatch(/\d/);

    for (const refused of [await voice.lookup(), await voice.book('2026-11-24T09:00~x')]) {
      expect(refused).toMatchObject({
        status: 200,
        ok: false,
        code: 'not_in_service',
        say: expect.stringContaining('connect you with the team'),
      });
    }
  });

  it('and cannot be booked by an offer that was made while it paid', async () => {
    const [paid, unpaid] = [await rings({ subscription: 'active' }), await rings({ subscription: 'unpaid' })];
    const { slots } = await paid.voice.lookup();

    expect(await unpaid.voice.book(slots[0].slot_id)).toMatchObject({ ok: false, code: 'not_in_service' });
    expect(unpaid.voice.memory.rows.size).toBe(0);
    expect(await paid.voice.book(slots[0].slot_id)).toMatchObject({ ok: true });
  });
});
