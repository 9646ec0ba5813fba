import { describe, expect, it } from 'vitest';
import { gsmText } from '../../../functions/domain/text/gsm-text.ts';
import { replyWords } from '../../../functions/domain/text/reply.ts';
import { aBusiness } from '../../support/builders.ts';

const NUMBER = '+15125550142';
const ANSWERS = ['opted-out', 'opted-in', 'help'] as const;

describe('the words of a reply [N1]', () => {
  it('name the business and say what has become of its texts', () => {
    const apex = aBusiness();

    expect(replyWords(apex, 'opted-out', NUMBER)).toBe(
      'Apex Heating & Air: You are opted out and will get no more texts from us. Reply START to get them again.',
    );
    expect(replyWords(apex, 'opted-in', NUMBER)).toContain('STOP to opt out');
  });

  it('say who this is, whom to call and how to stop', () => {
    expect(replyWords(aBusiness(), 'help', NUMBER)).toBe(
      'Apex Heating & Air: Texts about your appointments. Call us at 512-555-0142 for help. Reply STOP to opt out.',
    );
    expect(replyWords(aBusiness(), 'help', '+442079460018')).toContain('+442079460018');
  });

  it.each(ANSWERS)('fit in one part of GSM-7 whatever the business is called (%s)', (answer) => {
    for (const name of ['', '冷暖房', 'Éloïse’s “Plumbing” – 24/7 🔧', 'W'.repeat(300)]) {
      const words = replyWords(aBusiness({ name }), answer, '+442079460018123');

      expect(words.length).toBeLessThanOrEqual(160);
      expect(gsmText(words)).toBe(words);
    }
  });
});
