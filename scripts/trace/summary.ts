import type { Found } from './gather.ts';
import type { Setting } from './moment.ts';
import type { LogLine, Row } from './source.ts';
import { because, clockTime, dayAndTime, listed, money, offeredTimes, span } from './wording.ts';

/** What came of a call, in a few sentences: what somebody wants to know before they read when and how. */

const writtenRows = ({ lines }: Found, noun: string, appointmentId?: string): LogLine[] =>
  lines.filter(
    ({ message, fields }) =>
      message === 'row.written' &&
      fields.noun === noun &&
      (appointmentId === undefined || fields.appointmentId === appointmentId),
  );

/** The row as the table has it now; without a table, as the log left it. */
const lastOf = (found: Found, noun: string, appointmentId: string, sk: RegExp) => {
  const row = found.rows.find((one) => sk.test(String(one.sk)) && String(one.sk).startsWith(appointmentId));
  const lines = writtenRows(found, noun, appointmentId);
  const settled = lines.findLast(({ fields }) => fields.from !== fields.to);
  return { row, lines, state: String(row?.state ?? lines.at(-1)?.fields.to), at: settled?.at };
};

const at = (zone: string, instant: number | undefined): string =>
  instant === undefined ? '' : ` at ${clockTime(zone, instant)}`;

const attemptsAt = ({ lines }: Found, operation: string, objectId: unknown): boolean =>
  lines.some(
    ({ message, fields }) =>
      message === 'vendor.attempted' &&
      fields.operation === operation &&
      fields.outcome === 'accepted' &&
      (objectId === undefined || fields.objectId === objectId),
  );

const dueOf = (row: Row | undefined, lines: readonly LogLine[]): string | undefined => {
  const mark = typeof row?.dueSk === 'string' ? row.dueSk.split('#')[0] : undefined;
  const logged = lines.at(-1)?.fields.dueAt;
  return mark ?? (row === undefined && typeof logged === 'string' ? logged : undefined);
};

const feeOf = (found: Found, appointmentId: string, { zone }: Setting): string[] => {
  const { row, lines, state, at: settledAt } = lastOf(found, 'fee', appointmentId, /#FEE$/);
  const first = lines[0]?.fields;
  if (!first && !row) return [];
  const amount = money(row?.amountCents ?? first?.amountCents);
  const invoice = row?.invoiceId ?? lines.findLast(({ fields }) => fields.invoiceId)?.fields.invoiceId;
  const decline = lines.findLast(({ fields }) => fields.to === 'declined');
  const code = because(row?.declineCode ?? decline?.fields.because);
  const made = [
    ...(attemptsAt(found, 'draft', invoice) ? ['made'] : []),
    ...(attemptsAt(found, 'finalize', invoice) ? ['finalised'] : []),
  ];
  const steps = made.length > 0 ? `, ${listed(made, 'and')}` : '';
  const paper = invoice === undefined ? '' : ` Invoice ${String(invoice)}${steps}.`;
  if (state === 'charged') {
    const before = decline
      ? ` The payment was first declined${at(zone, decline.at)}${code}; it came later.`
      : '';
    return [`Booking fee: ${amount} owed and paid${at(zone, settledAt)}.${paper}${before}`];
  }
  if (state === 'declined') {
    return [
      `Booking fee: ${amount} owed.${paper} The payment was declined${at(zone, decline?.at)}${code}. Next: the invoice stays open and Stripe tries the card again by its own rules; nothing more is due here, and a payment that comes later ends the decline. Not paid so far. The appointment stands.`,
    ];
  }
  if (state === 'waived') {
    return [
      `Booking fee: none, ${amount} waived${because(row?.waivedBecause ?? lines.at(-1)?.fields.because)}.`,
    ];
  }
  const due = dueOf(row, lines);
  const next = due === undefined ? '' : ` Next: tried again, due at ${clockTime(zone, due)}.`;
  return [`Booking fee: ${amount} owed, not settled yet.${paper}${next}`];
};

const messageOf = (
  found: Found,
  { zone }: Setting,
  what: { readonly name: string; readonly noun: string; readonly sk: RegExp; readonly appointmentId: string },
): string[] => {
  const { row, lines, state, at: settledAt } = lastOf(found, what.noun, what.appointmentId, what.sk);
  if (!row && lines.length === 0) return [];
  const code = because(
    row?.suppressedBecause ?? row?.failedBecause ?? row?.because ?? lines.at(-1)?.fields.because,
  );
  const isOpen = state === 'requested' || state === 'sending';
  const due = isOpen ? dueOf(row, lines) : undefined;
  const next = due === undefined ? '' : `; due again at ${clockTime(zone, due)}`;
  return [`${what.name}: ${state}${code}${isOpen ? '' : at(zone, settledAt)}${next}.`];
};

const bookingOf = (found: Found, line: LogLine, setting: Setting): string[] => {
  const { fields } = line;
  const appointmentId = String(fields.id);
  const row = found.rows.find((one) => one.sk === appointmentId);
  const isCancelled =
    (row?.status ?? writtenRows(found, 'appointment', appointmentId).at(-1)?.fields.to) === 'cancelled';
  return [
    `Booked${at(setting.zone, line.at)}: ${setting.serviceName(fields.serviceId)} on ${dayAndTime(setting.zone, String(fields.startsAt))}, appointment ${appointmentId}.${isCancelled ? ' Cancelled since.' : ''}`,
    ...feeOf(found, appointmentId, setting),
    ...messageOf(found, setting, { name: 'Confirmation text', noun: 'text', sk: /#TEXT#/, appointmentId }),
    ...messageOf(found, setting, {
      name: 'E-mail to the owner',
      noun: 'alert',
      sk: /#ALERT$/,
      appointmentId,
    }),
  ];
};

const raceOf = (found: Found, line: LogLine, { zone, serviceName, rivalOf }: Setting): string[] => {
  const { serviceId, startsAt, offers } = line.fields;
  const rival = rivalOf(line);
  const before = rival?.bookedAt === undefined ? '' : ` ${span(line.at - rival.bookedAt)} before`;
  const after = found.lines.find(
    ({ at: later, message, fields }) =>
      later > line.at && message === 'row.written' && fields.noun === 'appointment' && fields.to === 'booked',
  );
  const end = after
    ? `It then booked ${dayAndTime(zone, String(after.fields.startsAt))}.`
    : 'It booked nothing after that.';
  return [
    `Lost a race${at(zone, line.at)}: two callers wanted ${serviceName(serviceId)} on ${dayAndTime(zone, String(startsAt))}. ${rival ? `Appointment ${rival.appointmentId} of another call took it${before}` : 'Somebody else has that time'}; this call was refused slot_taken, nothing of it was stored or charged, and it was offered ${offeredTimes(offers)}. ${end}`,
  ];
};

const ENDS = new Set(['call_ended', 'call_analyzed']);

/** Retell may leave out how long a call was, and why it ended. */
const endOf = (found: Found): string => {
  const { call } = found;
  const reports = writtenRows(found, 'call').map(({ fields }) => fields);
  const told = reports.findLast(({ durationMs }) => durationMs !== undefined) ?? reports.at(-1);
  const durationMs = call?.durationMs ?? told?.durationMs;
  const reason = call?.disconnectionReason ?? told?.disconnectionReason;
  const isOver =
    call?.heardOfEndAt !== undefined ||
    typeof durationMs === 'number' ||
    reports.some(({ report }) => ENDS.has(String(report)));
  if (!isOver) {
    const isTold = found.lines.some(
      ({ message, fields }) => message === 'webhook.accepted' && ENDS.has(String(fields.type)),
    );
    return isTold
      ? 'Retell told us that the call is over; no row of ours says so.'
      : 'Retell has not told us yet that the call is over.';
  }
  const length = typeof durationMs === 'number' ? `lasted ${span(durationMs)}` : 'is over';
  return reason === undefined
    ? `The call ${length}; Retell did not say how it ended.`
    : `The call ${length} and ended with ${String(reason)}.`;
};

export const summaryOf = (found: Found, setting: Setting): string[] => {
  const { lines } = found;
  const races = lines.filter(
    ({ message, fields }) => message === 'tool.answered' && fields.code === 'slot_taken',
  );
  const bookings = writtenRows(found, 'appointment').filter(({ fields }) => fields.to === 'booked');
  const refusals = lines.filter(
    ({ message, fields }) =>
      message === 'tool.answered' && fields.ok === false && fields.code !== 'slot_taken',
  );
  const quarantined = lines
    .filter(({ message }) => message === 'event.quarantined')
    .map(
      ({ fields }) =>
        `Set aside: ${String(fields.type)} concerns no business that was known then (it awaits ${String(fields.awaits)}); "npm run quarantine" says whether it still waits.`,
    );
  return [
    ...races.flatMap((line) => raceOf(found, line, setting)),
    ...(bookings.length === 0
      ? ['Nothing was booked.']
      : bookings.flatMap((line) => bookingOf(found, line, setting))),
    ...refusals.map(({ fields }) => `Refused in the call: ${String(fields.tool)}, ${String(fields.code)}.`),
    ...quarantined,
    endOf(found),
  ];
};
