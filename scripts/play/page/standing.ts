import type { Appointment } from '../../../functions/domain/appointment/appointment.ts';
import type { Fee } from '../../../functions/domain/fee/fee.ts';
import type { Confirmation } from '../../../functions/domain/text/text.ts';
import type { Books } from '../evidence.ts';
import { dollars } from '../paint.ts';
import { writtenAt } from '../zone-time.ts';

/** A booking with what hangs on it: our rows, and what the vendors have because of it. */
export type Booking = {
  readonly appointment: Appointment;
  readonly fees: readonly Fee[];
  readonly texts: readonly Confirmation[];
} & Books;

export type Standing = { readonly holds: boolean; readonly text: string };

const NUMBERS = ['No', 'One'];
const counted = (count: number, noun: string): string =>
  `${NUMBERS[count] ?? count} ${noun}${count > 1 ? 's' : ''}`;

/** Whether it is as it has to be, whatever broke on the way: there, charged at most once, texted at most once. */
export const standingOf = ({ appointment, fees, texts, invoices, sentTexts }: Booking): Standing => {
  const { serviceName, startsAt, zone, confirmationCode, status } = appointment;
  const paid = invoices.filter((invoice) => invoice.status === 'paid');
  const billed = invoices.filter((invoice) => invoice.status !== 'void');
  const paidCents = paid.reduce((total, { amountPaidCents }) => total + amountPaidCents, 0);
  const what = `${serviceName}, ${writtenAt(zone, Date.parse(startsAt))}, code ${confirmationCode}`;
  const fee = fees.map(({ state }) => state).join(', ');
  const text = sentTexts.map((sent) => sent.status).join(', ') || texts.map(({ state }) => state).join(', ');
  return {
    holds: status === 'booked' && fees.length <= 1 && billed.length <= 1 && sentTexts.length <= 1,
    text: [
      status === 'booked' ? `The booking stands: ${what}.` : `The booking is ${status}: ${what}.`,
      `${counted(fees.length, 'fee')}${fee && ` (${fee})`}, ${dollars(paidCents)} paid at Stripe.`,
      `${counted(sentTexts.length, 'text')} at Telnyx${text && ` (${text})`}.`,
    ].join(' '),
  };
};
