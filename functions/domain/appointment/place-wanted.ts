import { type Profile, QUARTER_MINUTES } from '../business/business.ts';
import { Refusal } from '../errors.ts';
import { isOpenFor } from '../schedule/openings.ts';
import { instantsOf, minutesOf } from '../schedule/zone.ts';

/** When and with whom somebody of the business wants an appointment to be. */
export type PlaceWanted = {
  /** ISO instant. */
  readonly startsAt?: string | undefined;
  /** `YYYY-MM-DDTHH:MM` by the business's clock, in its place. */
  readonly localStart?: string | undefined;
  readonly crew?: string | undefined;
  readonly outsideHours: boolean;
};

/** Notice and horizon bind the agent. Who works there may plan for about a year, and no further. */
export const FURTHEST_DAYS = 400;
const DAY_MS = 86_400_000;
const QUARTER_MS = QUARTER_MINUTES * 60_000;

const wrong = (...fields: string[]) => new Refusal('invalid_arguments', { fields });

const givenField = ({ startsAt }: PlaceWanted) => (startsAt === undefined ? 'localStart' : 'startsAt');

/** The instant that is meant. Of an hour that the clock skips, or shows twice, only `startsAt` says which. */
export const startWanted = (zone: string, wanted: PlaceWanted): number => {
  const { startsAt, localStart } = wanted;
  const [date = '', time = ''] = localStart?.split('T') ?? [];
  const instants = startsAt === undefined ? instantsOf(zone, date, minutesOf(time)) : [Date.parse(startsAt)];
  const [startsAtMs, another] = instants;
  if (startsAtMs === undefined || another !== undefined || startsAtMs % QUARTER_MS !== 0) {
    throw wrong(givenField(wanted));
  }
  return startsAtMs;
};

/**
 * Refuses a place that may not be: `time_past`, `outside_hours` (unless that is wanted), or `invalid_arguments` with the
 * field where it is too far ahead. Whether it is taken is decided by who takes it.
 */
export const checkPlace = (
  business: Profile,
  wanted: PlaceWanted,
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
): void => {
  if (startsAtMs <= nowMs) throw new Refusal('time_past');
  if (startsAtMs > nowMs + FURTHEST_DAYS * DAY_MS) throw wrong(givenField(wanted));
  if (!wanted.outsideHours && !isOpenFor(business, startsAtMs, durationMinutes)) {
    throw new Refusal('outside_hours');
  }
};

/** Who is asked, in order: the one who is wanted and nobody else; otherwise `first`, then the others. */
export const crewsFor = (business: Profile, wanted: PlaceWanted, first?: string): readonly string[] => {
  const all = business.crews.map(({ id }) => id);
  if (wanted.crew !== undefined) {
    if (!all.includes(wanted.crew)) throw wrong('crew');
    return [wanted.crew];
  }
  return first !== undefined && all.includes(first) ? [first, ...all.filter((id) => id !== first)] : all;
};
