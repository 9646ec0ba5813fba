import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import { movesOf } from './places.ts';
import type { Report } from './violation.ts';

/** The record names no person: not by name, number or address, and not in words somebody wrote. */
const checkNamesNobody = ({ audit, appointments, all }: Rows, report: Report): void => {
  const personal = new Set<string>();
  for (const { customer } of appointments) {
    const { name, phone, address } = customer as Row;
    for (const word of [name, phone, address]) if (word !== undefined) personal.add(String(word));
  }
  for (const { pk, sk, body } of all) {
    if (String(pk).endsWith('#TEXTS') && String(sk).startsWith('IN#') && String(body).includes(' '))
      personal.add(String(body));
  }
  for (const entry of audit) {
    const told = JSON.stringify(entry);
    for (const word of personal) if (told.includes(word)) report('A2', `the entry ${entry.id} holds ${word}`);
  }
};

/** Each decision has exactly one entry, and each entry a decision that is so. */
export const checkAudit = (rows: Rows, report: Report): void => {
  checkNamesNobody(rows, report);
  const { audit, appointments, fees, texts, consents } = rows;
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

  for (const row of appointments) {
    const { id, status } = row;
    one('appointment.booked', id);
    const moves = of.get(`appointment.moved ${id}`)?.length ?? 0;
    if (moves !== movesOf(row))
      report('A1', `${moves} entries move ${id}, which was moved ${movesOf(row)} times`);
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
