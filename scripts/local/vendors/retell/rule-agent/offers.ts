import type { LocalDate } from './calendar-dates.ts';
import { isEmpty, readWish, type Wish } from './wishes.ts';
import { plain, withNumerals } from './words.ts';

/** A time the business offered in this call. */
export type Offer = {
  readonly slotId: string;
  /** As the tool words it: `Tuesday, November 24 at 9 AM`. */
  readonly local: string;
  /** Date and minutes since midnight at the business. */
  readonly date: LocalDate;
  readonly minutes: number;
};

export type Choice =
  | { readonly kind: 'offer'; readonly offer: Offer }
  /** Several offers fit what was said. */
  | { readonly kind: 'unclear'; readonly among: readonly Offer[] }
  /** Something was wished for that was not offered. */
  | { readonly kind: 'other'; readonly wish: Wish }
  | { readonly kind: 'none' };

/** Where an instant is on the wall of that zone. */
export const onTheWall = (instant: string, zone: string): { date: LocalDate; minutes: number } => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((entry) => entry.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
};

const HALF_DAY = 12 * 60;
const POSITIONS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:last|latest|final)\b/, -1],
  [/\b(?:1st|earliest|soonest|number 1|option 1)\b/, 0],
  [/\b(?:2nd|number 2|option 2)\b/, 1],
  [/\b(?:3rd|number 3|option 3)\b/, 2],
  [/\b(?:4th|number 4|option 4)\b/, 3],
];
const ANY_OF_THEM =
  /\b(?:either|any of (?:them|those)|any(?: one)?(?: is fine| works)?|whichever|whatever|you (?:choose|pick)|doesn't matter|don't care)\b/;

const partOf = (minutes: number): string =>
  minutes < HALF_DAY ? 'morning' : minutes < 17 * 60 ? 'afternoon' : 'evening';

const fits = (offer: Offer, { dates, time, part, bound }: Wish): boolean => {
  if (dates && (offer.date < dates.from || offer.date > dates.to)) return false;
  if (part && !time && partOf(offer.minutes) !== part) return false;
  if (!time) return true;
  if (bound === 'after') return offer.minutes >= time.minutes;
  if (bound === 'before') return offer.minutes < time.minutes;
  const isSame = (minutes: number): boolean =>
    offer.minutes === minutes || (!time.isHalfKnown && offer.minutes % HALF_DAY === minutes % HALF_DAY);
  return isSame(time.minutes);
};

const among = (fitting: readonly Offer[]): Choice => {
  const [only] = fitting;
  if (only === undefined) return { kind: 'none' };
  return fitting.length === 1 ? { kind: 'offer', offer: only } : { kind: 'unclear', among: fitting };
};

/** `the second one` → 1, `the last` → -1. */
export const positionIn = (text: string): number | undefined =>
  POSITIONS.find(([pattern]) => pattern.test(text))?.[1];

const byPosition = (text: string, offers: readonly Offer[]): Offer | undefined => {
  if (/\b(?:later|later 1) (?:one|time|option)\b|\bthe later\b/.test(text)) return offers.at(-1);
  if (/\b(?:earlier) (?:one|time|option)\b|\bthe earlier\b/.test(text)) return offers[0];
  const position = positionIn(text);
  if (position !== undefined) return offers.at(position);
  return ANY_OF_THEM.test(text) ? offers[0] : undefined;
};

/** Which offer the answer picks: by time, by day, or by its place in the list. */
export const pickOffer = (said: string, offers: readonly Offer[], today: LocalDate): Choice => {
  const text = withNumerals(plain(said));
  const wish = readWish(text.replace(/\b(?:number|option) \d\b/g, ' '), today, { isTimeExpected: true });
  const isPlaceInList = /\b(?:1st|2nd|3rd|4th)\b/.test(text) && !wish.time && !wish.part;
  const named = byPosition(text, offers);
  if (named && (isEmpty(wish) || wish.isAny || isPlaceInList)) {
    return { kind: 'offer', offer: named };
  }
  if (isEmpty(wish)) return { kind: 'none' };
  if (wish.isAny) return { kind: 'other', wish };
  const fitting = offers.filter((offer) => fits(offer, wish));
  const within = named && fitting.length > 1 ? byPosition(text, fitting) : undefined;
  if (within) return { kind: 'offer', offer: within };
  const listed = /^\d$/.test(text) ? offers[Number(text) - 1] : undefined;
  if (fitting.length === 0 && listed) return { kind: 'offer', offer: listed };
  const choice = among(fitting);
  return choice.kind === 'none' ? { kind: 'other', wish } : choice;
};
