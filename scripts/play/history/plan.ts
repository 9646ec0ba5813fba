import type { Chance } from '../../local/vendors/chance.ts';
import { instantOf, wallAt } from '../zone-time.ts';
import { type Person, peopleOf } from './people.ts';
import { pick, seededChance } from './seeded-chance.ts';
import { type Wish, wishOf } from './wishes.ts';

/** What happens at a moment. Which appointment is meant is decided by what is booked by then. */
export type Deed =
  | { readonly kind: 'call'; readonly from: Person; readonly wish: Wish }
  | { readonly kind: 'missed-call'; readonly from: Person }
  | { readonly kind: 'owner-makes'; readonly for: Person; readonly service: string }
  | { readonly kind: 'owner-moves' }
  | { readonly kind: 'owner-cancels' }
  /** Of whoever was booked last. */
  | { readonly kind: 'text'; readonly text: string }
  /** Whoever said STOP calls again, and says yes to a text. */
  | { readonly kind: 'stopped-calls'; readonly wish: Wish }
  | { readonly kind: 'card-declines' }
  | { readonly kind: 'card-pays' };

export type Moment = { readonly at: number; readonly deed: Deed };

export type HistoryWish = {
  readonly seed: number;
  /** Days before the last instant; the first is that of the onboarding. */
  readonly days: number;
  readonly until: number;
  readonly zone: string;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WEEK = 7;
/** By weekday from Sunday on: how many people call at least, and how many more may. */
const CALLS: readonly (readonly [least: number, more: number])[] = [
  [0, 1],
  ...Array.from({ length: 5 }, () => [2, 3] as const),
  [1, 1],
];
const OPENS: readonly (readonly [from: number, to: number])[] = [
  [10, 14],
  ...Array.from({ length: 5 }, () => [8, 18] as const),
  [9, 14],
];
/** What else happens on the nth day of a week, by the business's clock, after the calls of the morning. */
const BESIDE: Readonly<Record<number, readonly (readonly [wall: string, deed: (p: Person) => Deed])[]>> = {
  1: [['12:31', (person) => ({ kind: 'owner-makes', for: person, service: 'estimate' })]],
  2: [
    ['12:17', () => ({ kind: 'text', text: 'Thanks, see you then!' })],
    ['17:42', () => ({ kind: 'owner-moves' })],
  ],
  3: [['12:44', () => ({ kind: 'owner-cancels' })]],
  5: [['13:08', (person) => ({ kind: 'owner-makes', for: person, service: 'ac-tune-up' })]],
};
/** Once in the whole of it, by its day. */
const STOPS_ON = 2;
const STOPPED_CALLS_ON = 4;
const DECLINES_ON = 3;

/** One caller in so many does not get through. */
const MISSED_OF = 16;
const MINUTES_APART = 9;

const dayOf = (zone: string, instant: number): string => wallAt(zone, instant).slice(0, 10);
const weekdayOf = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay();

const minutesOfCalls = (chance: Chance, weekday: number): number[] => {
  const [least, more] = CALLS[weekday] ?? [0, 0];
  const [opens, closes] = OPENS[weekday] ?? [9, 10];
  const room = (closes - opens) * 60 - MINUTES_APART;
  const drawn = Array.from(
    { length: least + chance.int(more + 1) },
    () => opens * 60 + chance.int(Math.floor(room / MINUTES_APART)) * MINUTES_APART + chance.int(4),
  );
  return [...new Set(drawn)].sort((a, b) => a - b);
};

const wallOf = (date: string, minutes: number): string =>
  `${date}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What happens in those days, the earliest first: the same for the same wish. Pure. */
export const planHistory = ({ seed, days, until, zone }: HistoryWish): Moment[] => {
  const chance = seededChance(seed);
  const people = peopleOf(chance, Math.max(20, days * 2));
  const at = (wall: string): number => instantOf(wall, zone);
  const dates = Array.from({ length: days }, (_, index) => dayOf(zone, until - (days - 1 - index) * DAY_MS));

  const callsOn = (date: string): Moment[] =>
    minutesOfCalls(chance, weekdayOf(date)).map((minutes) => {
      const from = pick(chance, people);
      const deed: Deed =
        chance.int(MISSED_OF) === 0
          ? { kind: 'missed-call', from }
          : { kind: 'call', from, wish: wishOf(chance) };
      return { at: at(wallOf(date, minutes)), deed };
    });
  const besides = (date: string, day: number): Moment[] =>
    (BESIDE[day % WEEK] ?? []).map(([wall, deed]) => ({
      at: at(`${date}T${wall}`),
      deed: deed(pick(chance, people)),
    }));
  const once = (date: string, day: number): Moment[] => [
    ...(day === STOPS_ON ? [{ at: at(`${date}T18:20`), deed: { kind: 'text', text: 'STOP' } as const }] : []),
    ...(day === STOPPED_CALLS_ON
      ? [{ at: at(`${date}T18:03`), deed: { kind: 'stopped-calls', wish: wishOf(chance, 'books') } as const }]
      : []),
    ...(day === DECLINES_ON ? [{ at: at(`${date}T07:30`), deed: { kind: 'card-declines' } as const }] : []),
    ...(day === DECLINES_ON + 1 ? [{ at: at(`${date}T07:40`), deed: { kind: 'card-pays' } as const }] : []),
  ];

  return dates
    .flatMap((date, day) => [...callsOn(date), ...besides(date, day), ...once(date, day)])
    .filter((moment) => moment.at < until - 5 * MINUTE_MS)
    .sort((a, b) => a.at - b.at);
};
