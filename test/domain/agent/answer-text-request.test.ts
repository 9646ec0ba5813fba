import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import { answerTextRequest } from '../../../functions/domain/agent/answer-text-request.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { confirmationText, type Text } from '../../../functions/domain/text/text.ts';
import * as step from '../../../functions/domain/text/text-steps.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryTexts } from '../../support/memory-texts.ts';

const NOW = MONDAY_MORNING;
const ids = derivedIds(hashing);
const appointment = anAppointment();
const fresh = confirmationText(ids, appointment, appointment.bookedAt);

/** What the caller hears who asks for the text when it has come to this. */
const answerWhen = async (text: Text | undefined, business = aBusiness(), kept = memoryTexts()) => {
  const { texts, consents } = kept;
  if (text) await texts.create(text, { announced: false });
  return answerTextRequest({
    businesses: { find: async () => business },
    appointments: { find: async () => appointment },
    texts,
    consents,
    ids,
    clock: aClock(),
  })({
    businessId: appointment.businessId,
    call: {
      id: 'call_danareyes01' as CallId,
      isTest: false,
      agentId: 'agent_apexhvac01',
      number: '+15125550142',
      from: '+15125550187',
      startedAtMs: undefined,
    },
    toolCallId: undefined,
    transcriptTurn: undefined,
    wish: { booking_id: appointment.id },
    nowMs: NOW,
  });
};

describe('a caller who asks for the confirmation as a text [V2, N1]', () => {
  it.each([
    ['nobody has asked for it yet', undefined],
    ['it is asked for', fresh],
    ['it is sent', step.accepted(fresh, 'message-1', NOW)],
  ])('hears that it comes when %s', async (_, text) => {
    expect(await answerWhen(text)).toMatchObject({ ok: true, queued: true });
  });

  it.each([
    ['failed', step.failed(fresh, '40001', NOW)],
    ['may never have left', step.uncertain(fresh, NOW)],
    ['came too late to be sent', step.suppressed(fresh, 'too_late', NOW)],
  ])('is promised nothing when it %s', async (_, text) => {
    const answer = await answerWhen(text);

    expect(answer).toMatchObject({ ok: false, code: 'vendor_refused' });
    expect(answer.say).not.toContain('texting you');
  });

  const without = aBusiness({ clearedForTexts: undefined });
  const elsewhere = aBusiness({ clearedForTexts: { number: '+15125550143', since: '2026-11-02T15:00:00Z' } });
  const held = step.suppressed(fresh, 'not_registered', NOW);
  it.each([
    ['nobody has asked for it yet', without, undefined],
    ['it is asked for', without, fresh],
    ['they take only those of another number', elsewhere, fresh],
    ['it was held back', without, held],
    ['it was held back, and this container has not heard of that', aBusiness(), held],
  ])('is promised nothing while carriers take no text of the business: %s', async (_, business, text) => {
    const kept = memoryTexts();
    const answer = await answerWhen(text, business, kept);

    expect(answer).toMatchObject({ ok: false, code: 'vendor_refused' });
    expect(answer.say).toContain('note down your confirmation code');
    // Asked for all the same: whoever clears the number sends it.
    expect(await kept.texts.find(fresh)).toMatchObject({ state: text?.state ?? 'requested' });
  });

  it('hears that it has come where it was sent before carriers ended that', async () => {
    const sent = step.accepted(fresh, 'message-1', NOW);

    expect(await answerWhen(sent, without)).toMatchObject({ ok: true });
  });

  it('is promised a text where nobody asks who sends it', async () => {
    const abroad = aBusiness({
      messaging: { from: '+61255501420', messagingProfileId: 'profile' },
      clearedForTexts: undefined,
    });

    expect(await answerWhen(fresh, abroad)).toMatchObject({ ok: true });
  });

  it('is put through instead where the business does not pay, and no text is asked for', async () => {
    const kept = memoryTexts();
    const unpaid = aBusiness({ billing: { ...aBusiness().billing, subscription: 'unpaid' } });

    await expect(answerWhen(undefined, unpaid, kept)).rejects.toMatchObject({ code: 'not_in_service' });

    expect(await kept.texts.find(fresh)).toBeUndefined();
  });
});
