import type { Appointment } from '../appointment/appointment.ts';
import type { Profile } from '../business/business.ts';
import { type Email, escaped, inOneLine } from '../email/email.ts';
import type { Fee, WaiverReason } from '../fee/fee.ts';
import { writtenDateTime } from '../schedule/spoken.ts';

const WAIVED: Readonly<Record<WaiverReason, string>> = {
  trial: 'trial',
  test_call: 'test call',
  owner_call: 'call from your own number',
  subscription_inactive: 'no active subscription',
  rebooked: 'booked again in the same call',
  cancelled_before_charge: 'cancelled',
  invoice_voided: 'invoice voided',
  contested: 'you said that it is not due',
};

const LONGEST_NAME = 80;
/** By whole characters: half an emoji is no text, and a vendor may refuse it. */
const cut = (text: string): string =>
  text.length <= LONGEST_NAME ? text : `${[...text].slice(0, LONGEST_NAME - 3).join('')}...`;

const dollars = (cents: number): string =>
  cents % 100 === 0 ? `$${cents / 100}` : `$${(cents / 100).toFixed(2)}`;

/** `Booking fee $50`, or why there is none. */
export const feeSentence = (fee: Fee): string => {
  if (fee.state !== 'waived') return `Booking fee ${dollars(fee.amountCents)}`;
  return `Booking fee waived: ${fee.waivedBecause ? WAIVED[fee.waivedBecause] : 'by us'}`;
};

/** What the owner reads of a new appointment. Times in the appointment's own zone; everything said by others escaped. */
export const bookingEmail = (
  business: Pick<Profile, 'name' | 'owner'>,
  appointment: Appointment,
  fee: Fee | undefined,
): Email => {
  const { customer } = appointment;
  const when = writtenDateTime(appointment.zone, Date.parse(appointment.startsAt));
  const name = inOneLine(customer.name);
  const facts: [label: string, value: string][] = [
    ['Customer', name],
    ['Phone', customer.phone],
    ['Service', inOneLine(appointment.serviceName)],
    ['When', `${when} (${appointment.zone})`],
    ['Address', inOneLine(customer.address ?? '')],
    ['Notes', inOneLine(customer.notes ?? '')],
    ['Confirmation code', appointment.confirmationCode],
  ];
  const shown = facts.filter(([, value]) => value !== '');
  const opening = `${inOneLine(business.name)} has a new booking.`;
  const closing = fee ? `${feeSentence(fee)}.` : '';

  const rows = shown.map(
    ([label, value]) =>
      `<tr><th align="left" style="padding:4px 16px 4px 0">${label}</th><td>${escaped(value)}</td></tr>`,
  );
  return {
    to: business.owner.email,
    subject: `New booking: ${cut(name)}, ${when.replace(',', '').replace(' at ', ' ')}`,
    html: `<p>${escaped(opening)}</p><table>${rows.join('')}</table>${closing && `<p>${escaped(closing)}</p>`}`,
    text: [opening, '', ...shown.map(([label, value]) => `${label}: ${value}`), '', closing]
      .join('\n')
      .trimEnd(),
  };
};
