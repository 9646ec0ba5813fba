import { describe, expect, it } from 'vitest';
import { campaignTexts } from '../../../functions/adapters/telnyx/campaign-texts.ts';
import { confirmationWords } from '../../../functions/domain/text/confirmation.ts';
import { replyWords } from '../../../functions/domain/text/reply.ts';
import { keywordOf } from '../../../scripts/local/vendors/telnyx/opt-outs.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { aSender } from '../../support/provision-world.ts';

const PHONE = '+15125550199';
const business = aBusiness({ name: 'Apex Heating & Air' });
const texts = campaignTexts(aSender({ displayName: business.name, phone: PHONE }));

describe('what carriers are told that a business sends [N1]', () => {
  it('is what it sends when somebody has booked', () => {
    const booked = anAppointment({ serviceName: 'Repair visit' });

    expect(texts.sample1).toBe(confirmationWords(business, booked));
  });

  it('is what it sends when an appointment was moved', () => {
    const moved = anAppointment({
      serviceName: 'Repair visit',
      startsAt: '2026-11-25T16:30:00.000Z',
      movedAt: '2026-11-23T16:00:00.000Z',
    });

    expect(texts.sample2).toBe(confirmationWords(business, moved));
  });

  it('is what it answers to STOP, START and HELP', () => {
    expect(texts.optoutMessage).toBe(replyWords(business, 'opted-out', PHONE));
    expect(texts.optinMessage).toBe(replyWords(business, 'opted-in', PHONE));
    expect(texts.helpMessage).toBe(replyWords(business, 'help', PHONE));
  });

  it('names words that the carrier obeys, each as what it is', () => {
    const obeyed = (words: string) => words.split(',').map(keywordOf);

    expect(new Set(obeyed(texts.optoutKeywords))).toEqual(new Set(['STOP']));
    expect(new Set(obeyed(texts.optinKeywords))).toEqual(new Set(['START']));
    expect(new Set(obeyed(texts.helpKeywords))).toEqual(new Set(['HELP']));
  });

  it('has no link and nothing that advertises', () => {
    expect(Object.values(texts).join(' ')).not.toMatch(/https?:|www\.|% off|discount|offer/i);
    expect(texts.embeddedLink).toBe(false);
  });
});
