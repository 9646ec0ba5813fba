import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import type { Report } from './violation.ts';

const PHONE = /^\+[1-9]\d{6,14}$/;
/** So many calls and appointments of one customer are kept in sight; nobody here has more. */
const IN_SIGHT = 20;

const namesOf = (sights: unknown): Set<string> =>
  new Set((sights as string[]).map((sight) => sight.slice(sight.indexOf('#') + 1)));

/** Whoever called, and whoever something was booked for, is a customer, once, with what is theirs and nothing else. */
export const checkCustomers = ({ all, appointments }: Rows, report: Report): void => {
  const customers = new Map<string, Row>();
  for (const row of all) {
    if (!String(row.pk).endsWith('#CUSTOMERS')) continue;
    const key = `${row.businessId} ${row.phone}`;
    if (customers.has(key)) report('K1', `${key} is a customer twice`);
    customers.set(key, row);
  }
  const theirs = new Map<string, Row[]>();
  for (const row of appointments) {
    const key = `${row.businessId} ${(row.customer as Row).phone}`;
    theirs.set(key, [...(theirs.get(key) ?? []), row]);
  }
  for (const [key, booked] of theirs) {
    const seen = namesOf(customers.get(key)?.appointments ?? []);
    if (booked.length > IN_SIGHT) continue;
    for (const { id } of booked)
      if (!seen.has(String(id))) report('K1', `${id} is not among the appointments of ${key}`);
    if (seen.size > booked.length) report('K1', `${key} has an appointment too many`);
    const latest =
      booked
        .map(({ bookedAt }) => String(bookedAt))
        .toSorted()
        .at(-1) ?? '';
    const { namedAt, lastAt } = customers.get(key) ?? {};
    if (namedAt !== latest || String(lastAt) < latest)
      report('K1', `${key} booked last at ${latest}, and is known by ${namedAt} and ${lastAt}`);
  }
  const calls = all.filter(({ pk, id, sk }) => String(pk).endsWith('#CALLS') && id === sk);
  for (const { id, businessId, from, startedAt, heardOfEndAt } of calls) {
    if (!PHONE.test(String(from)) || startedAt === undefined || heardOfEndAt === undefined) continue;
    const key = `${businessId} ${from}`;
    const isSeen = namesOf(customers.get(key)?.calls ?? []).has(String(id));
    if (!isSeen && !theirs.get(key)?.some(({ callId }) => callId === id))
      report('K1', `${key} called (${id}) and is not known for it`);
  }
};
