import { describe, expect, it } from 'vitest';
import { seenText, seenTexts } from '../../../functions/domain/text/seen-text.ts';
import type { Confirmation, Text } from '../../../functions/domain/text/text.ts';

const aText = (given: Partial<Confirmation>): Text =>
  ({ id: 'txt_1', kind: 'confirmation', appointmentVersion: 1, state: 'delivered', ...given }) as Text;

describe('a text as members are shown it [C3]', () => {
  it('is about the booking, or about another time once the appointment was moved', () => {
    expect(seenText(aText({})).about).toBe('booking');
    expect(seenText(aText({ appointmentVersion: 2 })).about).toBe('new_time');
    expect(seenText({ id: 'txt_2', kind: 'reply' } as Text).about).toBeUndefined();
  });

  it('is called no change of time where the appointment may only have been cancelled', () => {
    const text = aText({
      appointmentVersion: 2,
      state: 'suppressed',
      suppressedBecause: 'appointment_cancelled',
    });

    expect(seenText(text).about).toBeUndefined();
  });

  it('comes before those that were asked for earlier, whenever each of them was delivered', () => {
    const at = (hour: number) => `2026-11-30T${hour}:00:00.000Z`;
    const texts = [
      aText({ requestedAt: at(17), settledAt: at(18) }),
      aText({ requestedAt: at(20), settledAt: at(20) }),
      aText({ requestedAt: at(14), settledAt: at(23) }),
    ];

    expect(seenTexts(texts).map(({ requestedAt }) => requestedAt)).toEqual([at(20), at(17), at(14)]);
  });
});
