import type { Telling } from './moment.ts';
import { because, clockTime, dayAndTime, money, span } from './wording.ts';

/** Rows that were written: what the table says from that moment on. */

const appointment: Telling = ({ fields }, { zone, serviceName }) => ({
  who: 'table',
  what: `appointment ${String(fields.id)} ${String(fields.to)}: ${serviceName(fields.serviceId)}, ${dayAndTime(zone, String(fields.startsAt))}, ${String(fields.durationMinutes)} minutes, crew ${String(fields.crewId)}`,
  weight: fields.to === 'booked' ? 'good' : 'plain',
});

const due = (zone: string, at: unknown): string =>
  typeof at === 'string' ? `; due again at ${clockTime(zone, at)}` : '';

const fee: Telling = ({ fields }, { zone }) => {
  const { from, to, amountCents, attempt, isClaimed, step, invoiceId, dueAt } = fields;
  const about = { who: 'table', weight: 'plain' as const };
  const id = String(fields.id);
  if (to === 'charged') {
    return {
      ...about,
      what: `fee charged: ${money(amountCents)}, invoice ${String(invoiceId)}`,
      weight: 'good',
    };
  }
  if (to === 'declined') {
    const what = `fee declined${because(fields.because)}: invoice ${String(invoiceId)} stays open for Stripe to collect`;
    return { ...about, what, weight: 'bad' };
  }
  if (to === 'waived')
    return { ...about, what: `no fee: ${money(amountCents)} waived${because(fields.because)}` };
  if (from === undefined) {
    return {
      ...about,
      what: `fee of ${money(amountCents)} owed: ${id}${due(zone, dueAt)} if nobody charges it`,
    };
  }
  if (isClaimed !== true)
    return {
      ...about,
      what: `fee still owed, attempt ${String(attempt)} is over${due(zone, dueAt)}`,
      weight: 'bad',
    };
  if (step === 'paying') {
    return { ...about, what: `fee: invoice ${String(invoiceId)} is right, money may move from here on` };
  }
  if (step === 'drafted') {
    return {
      ...about,
      what: `fee: invoice ${String(invoiceId)} written on the row, the only one ever to be paid for it`,
    };
  }
  return { ...about, what: `fee taken up, attempt ${String(attempt)}${due(zone, dueAt)} if its worker dies` };
};

const WORDS: Readonly<Record<string, string>> = {
  requested: 'asked for',
  sending: 'taken up for sending',
  sent: 'on its way',
  delivered: 'delivered',
  failed: 'failed',
  suppressed: 'not sent, on purpose',
  bounced: 'bounced',
  complained: 'marked as spam',
  uncertain: 'of unknown end: nobody can tell whether it went out, and it is not sent again',
};

const GOOD = new Set(['delivered']);
const BAD = new Set(['failed', 'suppressed', 'bounced', 'complained', 'uncertain']);

/** A text or an e-mail, which live alike. */
const message =
  (name: (kind: unknown) => string): Telling =>
  ({ fields }, { zone }) => {
    const { from, to, report, dueAt } = fields;
    const state = String(to);
    const vendorId = fields.messageId ?? fields.emailId;
    const is = from === to ? `still ${WORDS[state] ?? state}` : (WORDS[state] ?? state);
    const said = report === undefined ? '' : `, the vendor says ${String(report)}`;
    const known =
      from === undefined ? `: ${String(fields.id)}` : vendorId === undefined ? '' : `: ${String(vendorId)}`;
    const waits = state === 'requested' && from !== undefined ? due(zone, dueAt) : '';
    const isSetBack = state === 'requested' && from === 'sending';
    return {
      who: 'table',
      what: `${name(fields.kind)} ${isSetBack ? 'could not be sent now' : is}${because(fields.because)}${said}${waits}${known}`,
      weight: isSetBack || BAD.has(state) ? 'bad' : GOOD.has(state) ? 'good' : 'plain',
    };
  };

const call: Telling = ({ fields }) => {
  const { report, durationMs, disconnectionReason, costMicros, outcome } = fields;
  const facts = [
    ...(typeof durationMs === 'number' ? [span(durationMs)] : []),
    ...(disconnectionReason === undefined ? [] : [String(disconnectionReason)]),
    ...(outcome === undefined ? [] : [`outcome ${String(outcome)}`]),
    ...(typeof costMicros === 'number' ? [`Retell's cost $${(costMicros / 1_000_000).toFixed(2)}`] : []),
  ];
  return {
    who: 'table',
    what: `call: ${String(report)} written down${facts.length > 0 ? `, ${facts.join(', ')}` : ''}`,
    weight: 'plain',
  };
};

const inboundText: Telling = ({ fields }) => ({
  who: 'table',
  what: `text from the customer written down${fields.isAboutTexting === true ? ', with what it says about texts' : ''}${fields.replyId === undefined ? '' : `; our answer asked for: ${String(fields.replyId)}`}`,
  weight: 'plain',
});

const NOUNS: Readonly<Record<string, Telling>> = {
  appointment,
  fee,
  text: message((kind) => (kind === 'confirmation' ? 'confirmation text' : 'text')),
  alert: message((kind) => (kind === 'booking' ? 'e-mail to the owner' : 'e-mail')),
  call,
  'inbound-text': inboundText,
};

export const tellRow: Telling = (line, setting) =>
  NOUNS[String(line.fields.noun)]?.(line, setting) ?? {
    who: 'table',
    what: `${String(line.fields.noun)} ${String(line.fields.id)}: ${String(line.fields.to ?? 'written')}`,
    weight: 'plain',
  };

const REASONS: Readonly<Record<string, string>> = {
  taken: 'somebody else has that time',
  exists: 'it was written before',
  repeated: 'it was told before',
};

export const tellPassedOver: Telling = ({ fields }) => ({
  who: 'table',
  what: `${String(fields.noun)} not written: ${REASONS[String(fields.because)] ?? 'somebody else was faster'}`,
  weight: 'plain',
});
