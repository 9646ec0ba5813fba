import { describe, expect, it } from 'vitest';
import { confirmationWords } from '../../../functions/domain/text/confirmation.ts';
import { gsmParts, gsmText } from '../../../functions/domain/text/gsm-text.ts';
import { measureText } from '../../../scripts/local/vendors/telnyx/text-parts.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';

describe('the words of a confirmation [N1]', () => {
  it('say who, what, when, where, the code and the way out', () => {
    const words = confirmationWords(aBusiness(), anAppointment());

    expect(words).toBe(
      'Apex Heating & Air: Furnace repair, Tue, Nov 24 at 9:00 AM. 12 Oak St, Austin. ' +
        'Confirmation code K7QF2M. Reply STOP to opt out.',
    );
  });

  it('name the address of a business that customers come to, and none where nobody said one', () => {
    const appointment = anAppointment({ customer: { name: 'Dana Reyes', phone: '+15125550187' } });

    expect(confirmationWords(aBusiness({ worksAt: 'premises' }), appointment)).toContain(
      'AM. 100 Congress Ave, Austin, TX 78701. Confirmation',
    );
    expect(confirmationWords(aBusiness({ worksAt: 'customer' }), appointment)).toContain('AM. Confirmation');
  });

  it.each([
    ['America/Los_Angeles', 'Tue, Nov 24 at 7:00 AM'],
    ['America/New_York', 'Tue, Nov 24 at 10:00 AM'],
    ['Pacific/Honolulu', 'Tue, Nov 24 at 5:00 AM'],
    ['Asia/Tokyo', 'Wed, Nov 25 at 12:00 AM'],
  ])("speak the appointment's own zone, not the business's (%s)", (zone, when) => {
    expect(confirmationWords(aBusiness(), anAppointment({ zone }))).toContain(when);
  });

  it('keep the hour on both sides of the end of daylight saving', () => {
    const before = anAppointment({ startsAt: '2026-11-01T06:30:00.000Z' });
    const after = anAppointment({ startsAt: '2026-11-01T08:30:00.000Z' });

    expect(confirmationWords(aBusiness(), before)).toContain('Sun, Nov 1 at 1:30 AM');
    expect(confirmationWords(aBusiness(), after)).toContain('Sun, Nov 1 at 2:30 AM');
  });

  it('fold quotes, dashes and foreign letters, so that the phone network counts 153 letters a part', () => {
    const business = aBusiness({ name: '“Señor” Łukasz’s Heating — Air… [24/7] ❄️' });

    const words = confirmationWords(business, anAppointment());

    expect(words).toContain('"Señor" Lukasz\'s Heating - Air... (24/7): ');
    expect(measureText(words).encoding).toBe('GSM-7');
  });

  it('still say something where a name has no Latin letters at all', () => {
    expect(confirmationWords(aBusiness({ name: '暖房' }), anAppointment())).toMatch(/^Your booking: Furnace/);
  });

  it.each([
    ['a long address', { name: 'Dana', phone: '+15125550187', address: 'Behind the old mill '.repeat(30) }],
    ['no address', { name: 'Dana', phone: '+15125550187' }],
  ])('fit into two parts with long names and %s', (_what, customer) => {
    const business = aBusiness({ name: 'The Very Best Heating Company '.repeat(9) });
    const appointment = anAppointment({ customer, serviceName: 'Repair of everything '.repeat(20) });

    const words = confirmationWords(business, appointment);

    expect(measureText(words).parts).toBeLessThanOrEqual(2);
    expect(words).toContain('Tue, Nov 24 at 9:00 AM');
    expect(words).toContain('Confirmation code K7QF2M. Reply STOP to opt out.');
  });

  it('shorten the address before anything else', () => {
    const address = 'The blue house behind the old mill, second gate on the left, '.repeat(6);
    const customer = { name: 'Dana', phone: '+15125550187', address };

    const words = confirmationWords(aBusiness(), anAppointment({ customer }));

    expect(words).toMatch(/^Apex Heating & Air: Furnace repair, .*The blue house.*\.\.\. Confirmation/);
    expect(gsmParts(words)).toBe(2);
  });

  it('turn what looks like a link in an address into words that no phone opens', () => {
    const address = "St.Mary's, https://free.example/x or www.free.example";
    const customer = { name: 'Dana', phone: '+15125550187', address };

    expect(confirmationWords(aBusiness(), anAppointment({ customer }))).toContain(
      " St. Mary's, https free. example/x or www. free. example. ",
    );
  });

  it('keep a line break or a control character in an address from making a line of its own', () => {
    const customer = { name: 'Dana', phone: '+15125550187', address: '12 Oak St\r\n\u0007Austin\u200b' };

    expect(confirmationWords(aBusiness(), anAppointment({ customer }))).toContain(' 12 Oak St Austin. ');
  });
});

describe('letters for the phone network', () => {
  it('are never more than the vendor counts', () => {
    for (let code = 1; code < 0x3000; code += 1) {
      const folded = gsmText(`a${String.fromCodePoint(code)}b`);

      expect(measureText(folded).num_chars).toBe(folded.length);
      expect(measureText(folded).encoding).toBe('GSM-7');
    }
  });
});
