import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { ConsentChange, InboundText } from '../../../functions/domain/customer/ports.ts';
import { receiveText, type TextReceived } from '../../../functions/domain/customer/receive-text.ts';

const AT = '2026-11-23T15:03:01.000Z';
const SENT_AT = '2026-11-23T15:03:00.000Z';
/** Ten minutes in a queue. */
const HEARD_AT = '2026-11-23T15:13:00.000Z';

const receive = async (differing: Partial<TextReceived>) => {
  const stored: { text: InboundText; change: ConsentChange | undefined }[] = [];
  await receiveText({
    registry: {
      byNumber: async (e164) => (e164 === '+15125550142' ? ('biz_apexhvac01' as BusinessId) : undefined),
    },
    clock: { now: () => Date.parse(HEARD_AT) },
    inbound: { receive: async (text, change) => void stored.push({ text, change }) },
  })({
    kind: 'text-received',
    occasion: { vendor: 'telnyx', eventId: 'event-1', type: 'message.received', receivedAt: AT },
    messageId: 'message-1',
    from: '+15125550187',
    to: '+15125550142',
    body: 'Can we make it 10?',
    sentAt: SENT_AT,
    vendorConsent: undefined,
    ...differing,
  });
  return stored[0];
};

describe('a text that comes in', () => {
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
      change: undefined,
    });
  });

  it('ends texts to its sender from the moment it was sent', async () => {
    expect(await receive({ body: 'Stop.' })).toMatchObject({
      change: {
        businessId: 'biz_apexhvac01',
        phone: '+15125550187',
        state: 'opted_out',
        at: SENT_AT,
        heardAt: HEARD_AT,
      },
    });
  });

  it('follows Telnyx where Telnyx blocked the pair by itself', async () => {
    expect(await receive({ body: 'ARRET', vendorConsent: 'opted_out' })).toMatchObject({
      change: { state: 'opted_out' },
    });
  });

  it('keeps to our own reading where Telnyx read something else', async () => {
    expect(await receive({ body: 'REVOKE', vendorConsent: 'opted_in' })).toMatchObject({
      change: { state: 'opted_out' },
    });
  });

  it('is refused, not dropped, for a number that is nobody’s', async () => {
    await expect(receive({ to: '+15125559999' })).rejects.toMatchObject({ code: 'business_not_found' });
  });
});
