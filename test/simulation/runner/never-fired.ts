import type { Tally } from './jobs.ts';

/** What a run of so many seeds has to have seen, or it proves nothing. */
const MUST_BE_SEEN = [
  'bookings',
  'slots lost to another',
  'calls answered with nothing',
  'invoices paid',
  'texts sent',
  'STOPs said',
  'dead letters',
  'dead letters redriven',
  'messages doubled',
  'webhooks doubled',
  'webhooks late',
  'webhooks given up',
  'stream records given up',
  'forgeries',
  'poison messages',
  'cancellations',
  'charges reconciled',
  'texts looked for',
  'zombie effect × landed',
  'zombie effect × refused',
] as const;

/** Fewer seeds than these are a look, not a proof. */
export const ENOUGH_SEEDS = 1_000;

/** Which kinds of fault never met which place where they might have, and what else never happened. */
export const neverFired = ({ fired, seen }: Tally, possible: ReadonlySet<string>): readonly string[] => [
  ...[...possible].filter((key) => (fired[key] ?? 0) === 0).toSorted(),
  ...MUST_BE_SEEN.filter((name) => (seen[name] ?? fired[name] ?? 0) === 0),
];
