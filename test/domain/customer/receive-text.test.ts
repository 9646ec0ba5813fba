import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Consent } from '../../../functions/domain/customer/consent.ts';
import type { ConsentStep, InboundText, InboundTexts } from '../../../functions/domain/customer/ports.ts';
import { receiveText, type TextReceived } from '../../../functions/domain/customer/receive-text.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { Reply } from '../../../functions/domain/text/text.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const AT = '2026-11-23T15:03:01.000Z';
const SENT_AT = '2026-11-23T15:03:00.000Z';
const EARLIER = '2026-11-23T14:00:00.000Z';
/** Ten minutes in a queue. */
const HEARD_AT = '2026-11-23T15:13:00.000Z';

type Stored = {
  readonly text: InboundText;
  readonly consent?: ConsentStep | undefined;
  readonly reply?: Reply | undefined;
};

const given = (known?: Consent, outcomes: Awaited<ReturnType<InboundTexts['receive']>>[] = []) => {
  const attempts: Stored[] = [];
  const receive = receiveText({
    registry: {
      byNumber: async (e164) => (e164 === '+15125550142' ? ('biz_apexhvac01' as BusinessId) : undefined),
    },
    consents: { find: async () => known },
    inbound: {
      async receive(text, _occasion, effect) {
        attempts.push({ text, ...effect });
        return outcomes.shift() ?? 'stored';
      },
    },
    ids: derivedIds(hashing),
    clock: { now: () => Date.parse(HEARD_AT) },
  });
  const hear = async (differing: Partial<TextReceived>): Promise<Stored | undefined> => {
    await receive({
      kind: 'text-received',
      occasion: { vendor: 'telnyx', eventId: 'event-1', type: 'message.received', receivedAt: AT },
      messageId: 'message-1',
      from: '+15125550187',
      to: '+15125550142',
      body: 'Can we make it 10?',
      sentAt: SENT_AT,
      vendorConsent: undefined,
      isAnswered: false,
      ...differing,
    });
    return attempts.at(-1);
  };
  return { hear, attempts };
};
const receive = (differing: Partial<TextReceived>, known?: Consent) => given(known).hear(differing);
const said = (state: Consent['state'], at = EARLIER): Consent => ({ state, at, since: at });

describe('a text that comes in [N1]', () => {
  it('is stored for the business whose number it was sent to', async () => {
    expect(await receive({})).toEqual({
      text: {
        v: 1,
        businessId: 'biz_apexhvac01',
        messageId: 'message-1',
        from: '+15125550187',
        to: '+15125550142',
        body: 'Can we make it 10?',
        sentAt: SENT_AT,
        receivedAt: AT,
      },
      consent: undefined,
      reply: undefined,
    });
  });

  it('ends texts to its sender from the moment it was sent', async () => {
    expect(await receive({ body: 'Stop.' })).toMatchObject({
      consent: {
        businessId: 'biz_apexhvac01',
        phone: '+15125550187',
        from: undefined,
        to: { state: 'opted_out', at: SENT_AT, since: SENT_AT },
        heardAt: HEARD_AT,
      },
    });
  });

  it('follows Telnyx where Telnyx blocked the pair by itself', async () => {
    expect(await receive({ body: 'ARRET', vendorConsent: 'opted_out', isAnswered: true })).toMatchObject({
      consent: { to: { state: 'opted_out' } },
      reply: undefined,
    });
  });

  it('keeps to our own reading where Telnyx read something else', async () => {
    expect(await receive({ body: 'REVOKE', vendorConsent: 'opted_in' })).toMatchObject({
      consent: { to: { state: 'opted_out' } },
    });
  });

  it('is refused, not dropped, for a number that is nobody’s', async () => {
    await expect(receive({ to: '+15125559999' })).rejects.toMatchObject({
      code: 'business_not_found',
      facts: { awaits: 'number:+15125559999' },
    });
  });

  it('is read anew when somebody’s word changed meanwhile, and given up only after many times', async () => {
    const lucky = given(undefined, ['changed', 'changed', 'stored']);
    const unlucky = given(undefined, Array(10).fill('changed'));

    await lucky.hear({ body: 'STOP' });

    expect(lucky.attempts).toHaveLength(3);
    await expect(unlucky.hear({ body: 'STOP' })).rejects.toMatchObject({ code: 'busy_try_again' });
  });
});

describe('the reply to a word about texting [N1]', () => {
  it('confirms an opt-out that Telnyx has not confirmed, to its sender and from the number it was sent to', async () => {
    const stored = await receive({ body: 'Revoke' });

    expect(stored?.reply).toMatchObject({
      kind: 'reply',
      answer: 'opted-out',
      businessId: 'biz_apexhvac01',
      from: '+15125550142',
      to: '+15125550187',
      saidAt: SENT_AT,
      state: 'requested',
      correlationId: 'telnyx:event-1',
    });
  });

  it.each(['STOP', 'START', 'HELP'])('is left to Telnyx where Telnyx has replied (%s)', async (body) => {
    expect((await receive({ body, isAnswered: true }))?.reply).toBeUndefined();
  });

  it('is not given to an opt-out said again, nor to one that a later START has overtaken', async () => {
    const again = await receive({ body: 'OPT OUT' }, said('opted_out'));
    const late = await receive({ body: 'OPT OUT' }, said('opted_in', HEARD_AT));

    expect(again).toMatchObject({ consent: { to: { at: SENT_AT, since: EARLIER } }, reply: undefined });
    expect(late).toMatchObject({ consent: undefined, reply: undefined });
  });

  it('is given to a START that ends an opt-out, and once', async () => {
    const first = await receive({ body: 'start' }, said('opted_out'));
    const again = await receive({ body: 'start' }, said('opted_in'));

    expect(first?.reply).toMatchObject({ answer: 'opted-in' });
    expect(again?.reply).toBeUndefined();
  });

  it.each(['HELP', 'info'])('says who this is to everybody who asks, opted out or not (%s)', async (body) => {
    const stored = await receive({ body }, said('opted_out'));

    expect(stored).toMatchObject({ consent: undefined, reply: { answer: 'help' } });
  });

  it('is one a day for HELP, and one for each opt-out', async () => {
    const idOf = async (body: string, sentAt: string) => (await receive({ body, sentAt }))?.reply?.id;

    expect(await idOf('HELP', '2026-11-23T00:00:00.000Z')).toBe(
      await idOf('info', '2026-11-23T23:59:59.000Z'),
    );
    expect(await idOf('HELP', '2026-11-23T23:59:59.000Z')).not.toBe(
      await idOf('HELP', '2026-11-24T00:00:00.000Z'),
    );
    expect(await idOf('REVOKE', SENT_AT)).not.toBe(await idOf('REVOKE', EARLIER));
  });

  it('is not sent to a short code, which is no telephone', async () => {
    expect(await receive({ body: 'HELP', from: '72975' })).toMatchObject({ reply: undefined });
    expect(await receive({ body: 'REVOKE', from: '72975' })).toMatchObject({
      consent: { to: { state: 'opted_out' } },
      reply: undefined,
    });
  });

  it('is none where nothing is asked', async () => {
    expect((await receive({ body: 'Can we make it 10?' }))?.reply).toBeUndefined();
  });
});
