import type { ChainedEntry } from '../../functions/domain/audit/chain.ts';

const WIDEST_DECISION = 'appointment.cancelled'.length;

const moveOf = ({ from, to }: ChainedEntry): string => {
  if (to === undefined) return '';
  return from === undefined ? to : `${from} → ${to}`;
};

/** One line: when, what, of what, from which state to which, who and by what, and the facts by their names. */
export const tellEntry = (entry: ChainedEntry): string => {
  // The table keeps them in no order.
  const facts = Object.entries(entry.facts ?? {})
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => one.localeCompare(other));
  const parts = [
    entry.subject,
    moveOf(entry),
    typeof entry.version === 'number' ? `v${entry.version}` : `since ${entry.version}`,
    `by ${entry.actor}${entry.cause === undefined ? '' : ` (${entry.cause})`}`,
    ...(entry.appointmentId === undefined ? [] : [`of ${entry.appointmentId}`]),
    ...(entry.seq === undefined ? [] : [`link ${entry.seq}`]),
    ...facts.map(([name, value]) => `${name}=${String(value)}`),
  ];
  return `${entry.at}  ${entry.what.padEnd(WIDEST_DECISION)}  ${parts.filter((part) => part !== '').join(', ')}`;
};
