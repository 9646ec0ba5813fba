import type { CloudGreetEvent } from '../../contracts/events.ts';
import { dueKeys } from './keys.ts';

/**
 * Two ways a row speaks, both through attributes written with the row itself.
 *
 * `event`: a fact. The stream announces it at once; until the bus has accepted it the row stays in the due index, so
 * that a lost stream record loses nothing.
 *
 * `wake`: work that is not finished. Whenever the row comes due its wake event is put on the bus again, and the row is
 * due again `wakeEverySeconds` later, until the work's owner removes the marks.
 */

/** How long the stream has before the release function announces the event in its place. */
const ANNOUNCE_WITHIN_MS = 60_000;

export const announces = (event: CloudGreetEvent) => ({
  event,
  ...dueKeys(Date.parse(event.at) + ANNOUNCE_WITHIN_MS, event.id),
});

export const wakes = (event: CloudGreetEvent, atMs: number, wakeEverySeconds: number) => ({
  wake: event,
  wakeEverySeconds,
  ...dueKeys(atMs, event.id),
});

/** Attributes to remove when nothing more is due of a row. */
export const DUE_MARKS = ['duePk', 'dueSk', 'wake', 'wakeEverySeconds'] as const;
