import { describe, expect, it } from 'vitest';
import { bookingEmail, feeSentence } from '../../../functions/domain/alert/booking-email.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { aFee } from '../../support/fees.ts';

describe('the e-mail about a new booking [N3]', () => {
  it('says who, how to reach them, what, when, where and what it costs', () => {
    const customer = {
      name: 'Dana Reyes',
      phone: '+15125550187',
      address: '12 Oak St, Austin',
      notes: 'No heat since Sunday',
    };

    const email = bookingEmail(aBusiness(), anAppointment({ customer }), aFee());

    expect(email.to).toBe('owner@apexhvac.example');
    expect(email.subject).toBe('New booking: Dana Reyes, Tue Nov 24 9:00 AM');
    expect(email.text).toBe(
      [
        'Apex Heating & Air has a new booking.',
        '',
        'Customer: Dana Reyes',
        'Phone: +15125550187',
        'Service: Furnace repair',
        'When: Tue, Nov 24 at 9:00 AM (America/Chicago)',
        'Address: 12 Oak St, Austin',
        'Notes: No heat since Sunday',
        'Confirmation code: K7QF2M',
        '',
        'Booking fee $50.',
      ].join('\n'),
    );
    expect(email.html).toContain('<td>No heat since Sunday</td>');
  });

  it('escapes whatever others said', () => {
    const customer = {
      name: '<script>alert("x")</script>',
      phone: '+15125550187',
      address: `"><img src=x onerror='steal()'>`,
      notes: 'Tom & Jerry <b>bold</b>',
    };
    const business = aBusiness({ name: 'Apex <i>Air</i>' });

    const { html } = bookingEmail(business, anAppointment({ customer, serviceName: '<a>' }), aFee());

    expect(html).not.toMatch(/<(script|img|b|i|a)\b/);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(html).toContain('&quot;&gt;&lt;img src=x onerror=&#39;steal()&#39;&gt;');
    expect(html).toContain('Tom &amp; Jerry &lt;b&gt;bold&lt;/b&gt;');
  });

  it('keeps a name from forging a header or another line', () => {
    const customer = {
      name: 'Dana\r\nBcc: everybody@example.com\u2028Reyes\u202e',
      phone: '+15125550187',
      notes: 'first\nFee: none',
    };

    const email = bookingEmail(aBusiness(), anAppointment({ customer }), aFee());

    expect(email.subject).toBe('New booking: Dana Bcc: everybody@example.com Reyes, Tue Nov 24 9:00 AM');
    expect(email.text).toContain('Notes: first Fee: none\n');
  });

  it('cuts an endless name in the subject only', () => {
    const name = 'Dana '.repeat(100).trim();
    const customer = { name, phone: '+15125550187' };

    const email = bookingEmail(aBusiness(), anAppointment({ customer }), aFee());

    expect(email.subject.length).toBeLessThan(130);
    expect(email.text).toContain(name);
  });

  it('cuts no character of a name in half', () => {
    const customer = { name: `${'a'.repeat(76)}😀${'b'.repeat(20)}`, phone: '+15125550187' };

    const { subject } = bookingEmail(aBusiness(), anAppointment({ customer }), aFee());

    expect(subject).toContain('aaa😀...');
    expect(subject.isWellFormed()).toBe(true);
  });

  it.each([
    [{}, 'Booking fee $50'],
    [{ amountCents: 4950 }, 'Booking fee $49.50'],
    [{ state: 'charged' }, 'Booking fee $50'],
    [{ state: 'waived', waivedBecause: 'trial' }, 'Booking fee waived: trial'],
    [{ state: 'waived', waivedBecause: 'owner_call' }, 'Booking fee waived: call from your own number'],
  ] as const)('says of the fee %j: %s', (fee, sentence) => {
    expect(feeSentence(aFee(fee))).toBe(sentence);
  });
});
