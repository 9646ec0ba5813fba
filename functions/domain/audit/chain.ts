import type { BusinessId } from '../../contracts/ids.ts';
import type { AuditEntry, Link, OperationsEntry } from './audit-entry.ts';

/** Lower-case hexadecimal SHA-256 of a text's UTF-8. */
export type Sha256 = (text: string) => string;

export type ChainedEntry = AuditEntry | OperationsEntry;

/** What concerns no one business. */
export const OPERATIONS = 'operations';

/** Whose chain: every business has its own, so that nobody waits for another's. */
export type ChainPlace = BusinessId | typeof OPERATIONS;

export const placeOf = (entry: ChainedEntry): ChainPlace =>
  'businessId' in entry ? entry.businessId : OPERATIONS;

/** Machines are many and take turns with nobody; people are few and have to answer for what they did. */
export const isChained = ({ actor }: Pick<ChainedEntry, 'actor'>): boolean =>
  /^(person|operator|partner):/.test(actor);

/**
 * JSON as RFC 8785 has it: no space, names sorted by UTF-16 units, numbers as ECMAScript writes them. What is undefined is
 * left out. Half a surrogate pair is U+FFFD, which is what the table makes of it.
 */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, held]) => `${canonical(name)}:${canonical(held)}`);
  return `{${fields.join(',')}}`;
};

/**
 * The link that an entry becomes. `chain` is the SHA-256 of three things in a row: the `chain` before (of the first: the
 * place, an id of a business or `operations`), a line feed, and the entry with its `seq` and without its `chain`, as
 * canonical JSON.
 */
export const linkAfter = (
  sha256: Sha256,
  place: ChainPlace,
  before: Link | undefined,
  entry: ChainedEntry,
): Link => {
  const seq = (before?.seq ?? 0) + 1;
  return {
    seq,
    chain: sha256(`${before?.chain ?? place}\n${canonical({ ...entry, seq, chain: undefined })}`),
  };
};
