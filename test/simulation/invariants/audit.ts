import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import type { Report } from './violation.ts';

/** Each decision has exactly one entry, and each entry a decision that is so. */
export const checkAudit = ({ audit, appointments, fees, texts, consents }: Rows, report: Report): void => {
  const ids = new Map<string, Row>();
  const of = new Map<string, Row[]>();
  for (const entry of audit) {
    const id = `${entry.businessId} ${entry.id}`;
    const other = ids.get(id);
    if (other !== undefined) report('A1', `the entry ${id} is there at ${other.at} and at ${entry.at}`);
    ids.set(id, entry);
    const key = `${entry.what} ${entry.subject}`;
    of.set(key, [...(of.get(key) ?? []), entry]);
  }
  const one = (what: string, subject: unknown): void => {
    const found = of.get(`${what} ${subject}`) ?? [];
    if (found.length !== 1) report('A1', `${found.length} entries say ${what} of ${subject}`);
  };
  const some = (what: string, subject: unknown): void => {
    if (!of.has(`${what} ${subject}`)) report('A1', `no entry says ${what} of ${subject}`);
  };

  for (const { id, status } of appointments) {
    one('appointment.booked', id);
    if (status === 'cancelled') one('appointment.cancelled', id);
    else if (of.has(`appointment.cancelled ${id}`))
      report('A1', `an entry cancels ${id}, which is ${status}`);
  }
  for (const { id, state, waivedAt, createdAt } of fees) {
    // What is waived from the beginning is told with the booking.
    if (state === 'charged' || state === 'declined') some(`fee.${state}`, id);
    else if (state === 'waived' && waivedAt !== createdAt) some('fee.waived', id);
  }
  for (const { id, state } of texts) some(`text.${state}`, id);
  for (const { sk, state } of consents) {
    if (state !== undefined) some(`consent.${String(state).replace('_', '-')}`, sk);
  }
};
