import type { Business } from '../../functions/domain/business/business.ts';
import type { Verdict } from './claims.ts';
import type { Findings } from './evidence.ts';
import { columns, dollars, paint, phoneForEyes, secondsOf, wrapped } from './paint.ts';
import { print } from './stage-print.ts';
import { confirmedAt, type Moment } from './timeline.ts';
import { writtenAt } from './zone-time.ts';

const LABEL_WIDTH = 13;

const entry = (label: string, text: string): void => {
  const [first = '', ...rest] = wrapped(text, columns() - LABEL_WIDTH - 4);
  print(`  ${paint.quiet(label.padEnd(LABEL_WIDTH))}${first}`);
  for (const line of rest) print(`  ${' '.repeat(LABEL_WIDTH)}${line}`);
};

const printBooking = (
  business: Business,
  findings: Findings,
  appointment: Findings['appointments'][number],
): void => {
  const { id, customer, startsAt, zone, serviceName, durationMinutes, confirmationCode } = appointment;
  const ofIt = ({ appointmentId }: { readonly appointmentId: string }): boolean => appointmentId === id;
  const fee = findings.fees.find(ofIt);
  const text = findings.texts.find(ofIt);
  const alert = findings.alerts.find(ofIt);
  const invoice = findings.invoices.find((one) => one.id === fee?.invoiceId);
  const sent = findings.sentTexts.find((one) => one.id === text?.messageId);
  const email = findings.emails.find((one) => one.id === alert?.emailId);

  entry(
    'Appointment',
    `${writtenAt(zone, Date.parse(startsAt))} (${zone}), ${serviceName}, ${durationMinutes} min, code ${confirmationCode}`,
  );
  entry(
    'Customer',
    [customer.name, phoneForEyes(customer.phone), customer.address].filter(Boolean).join(', '),
  );
  entry(
    'Booking fee',
    invoice
      ? `${fee?.state}: invoice ${invoice.number ?? invoice.id} to ${business.name}, ${dollars(invoice.amountDueCents)}, ${invoice.status}${fee?.declineCode ? ` (${fee.declineCode})` : ''}`
      : `${fee?.state ?? 'none'}${fee?.waivedBecause ? `, ${fee.waivedBecause}` : ''}`,
  );
  if (sent) {
    entry('Text', `${sent.status} to ${phoneForEyes(sent.to)}:`);
    entry('', `“${sent.text}”`);
  } else
    entry('Text', `${text?.state ?? 'none'}${text?.suppressedBecause ? `: ${text.suppressedBecause}` : ''}`);
  entry(
    'E-mail',
    email ? `${email.lastEvent} to ${email.to.join(', ')}: ${email.subject}` : (alert?.state ?? 'none'),
  );
};

/** What a business and its customer hold in hands after the call. */
export const printReceipt = (business: Business, findings: Findings, moments: readonly Moment[]): void => {
  print();
  print(`  ${paint.strong('Receipt')}`);
  const inOrder = [...findings.appointments].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  for (const appointment of inOrder) printBooking(business, findings, appointment);
  for (const { id, from } of findings.calls)
    entry('Call', `${id} of ${phoneForEyes(from ?? 'nobody known')}`);
  const from = confirmedAt(findings);
  if (from === undefined || moments.length === 0) return;
  print();
  print(
    `  ${paint.strong('Timeline')} ${paint.quiet('from the moment the first caller heard that it is booked')}`,
  );
  for (const { at, what } of moments)
    print(`  ${secondsOf(at - from, { signed: true }).padStart(LABEL_WIDTH - 2)}  ${what}`);
};

/** One line for each claim; what was found instead, where it does not hold. */
export const printVerdicts = (verdicts: readonly Verdict[]): void => {
  print();
  print(`  ${paint.strong('Checked')} ${paint.quiet('against the table and the vendors')}`);
  for (const { claim, holds, found } of verdicts) {
    print(`  ${holds ? paint.good('✓') : paint.bad('✗')} ${claim.that}`);
    if (!holds) print(`    ${paint.bad(found)}`);
  }
};
