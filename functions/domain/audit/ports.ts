import type { ChainedEntry, ChainPlace } from './chain.ts';

/** The records, as an operator reads them. */
export type AuditTrail = {
  /** Oldest first. `subject`: only what tells of it or, where it is an appointment, belongs to it. */
  entries(place: ChainPlace, subject?: string): AsyncIterable<ChainedEntry>;
};
