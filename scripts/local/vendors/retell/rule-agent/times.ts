export type PartOfDay = 'morning' | 'afternoon' | 'evening';

export type ClockTime = {
  /** Minutes since midnight. */
  readonly minutes: number;
  /** false: "nine" could be either half of the day, and the likely one was taken. */
  readonly isHalfKnown: boolean;
};

export type TimeWish = {
  readonly time?: ClockTime;
  readonly part?: PartOfDay;
  /** "after three", "before noon". */
  readonly bound?: 'after' | 'before';
};

const NOON = 12 * 60;
/** Nobody means 3 AM by "three", nor 9 PM by "nine". */
const FIRST_MORNING_HOUR = 7;

const PARTS: readonly (readonly [RegExp, PartOfDay])[] = [
  [/\b(?:afternoons?|after lunch|after noon|end of the day)\b/, 'afternoon'],
  [/\b(?:evenings?|tonight|at night|after work|after dinner)\b/, 'evening'],
  [/\b(?:mornings?|first thing|before lunch|before noon|early in the day)\b/, 'morning'],
];

export const readPart = (text: string): PartOfDay | undefined => {
  const said = text.replace(/\bgood (?:morning|afternoon|evening)\b/g, ' ');
  return PARTS.find(([pattern]) => pattern.test(said))?.[1];
};

const clockTime = (
  hour: number,
  minute: number,
  half: string | undefined,
  part: PartOfDay | undefined,
): ClockTime | undefined => {
  if (hour > 23 || minute > 59) return undefined;
  if (hour > 12 || hour === 0) return { minutes: hour * 60 + minute, isHalfKnown: true };
  const base = (hour % 12) * 60 + minute;
  if (half === 'am') return { minutes: base, isHalfKnown: true };
  if (half === 'pm') return { minutes: base + NOON, isHalfKnown: true };
  if (part === 'morning' && hour !== 12) return { minutes: base, isHalfKnown: true };
  if (part !== undefined && part !== 'morning') return { minutes: base + NOON, isHalfKnown: true };
  return { minutes: hour >= FIRST_MORNING_HOUR && hour < 12 ? base : base + NOON, isHalfKnown: false };
};

const LEAD =
  '(?:at|around|about|by|after|before|for|like|say|maybe|until|past|near|approximately|roughly|make it|exactly at)';
const NOT_A_UNIT =
  '(?! ?(?:st|nd|rd|th|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|people|times|of us|units?|bedrooms?|rooms?)\\b)';

type Rule = readonly [RegExp, (match: RegExpExecArray, part: PartOfDay | undefined) => ClockTime | undefined];

const RULES: readonly Rule[] = [
  [/\b(?:noon|midday|lunch ?time)\b/, () => ({ minutes: NOON, isHalfKnown: true })],
  [/\bmidnight\b/, () => ({ minutes: 0, isHalfKnown: true })],
  [/\bhalf past (\d{1,2})(?: (am|pm))?\b/, ([, h, half], part) => clockTime(Number(h), 30, half, part)],
  [
    /\b(?:a )?quarter (?:past|after) (\d{1,2})(?: (am|pm))?\b/,
    ([, h, half], part) => clockTime(Number(h), 15, half, part),
  ],
  [
    /\b(?:a )?quarter (?:to|till|til|of|before) (\d{1,2})(?: (am|pm))?\b/,
    ([, h, half], part) => {
      const time = clockTime(Number(h), 0, half, part);
      return time && { ...time, minutes: time.minutes - 15 };
    },
  ],
  [
    /\b(\d{1,2}):([0-5]\d)(?: (am|pm))?\b/,
    ([, h, m, half], part) => clockTime(Number(h), Number(m), half, part),
  ],
  [/\b(\d{1,2}) ([0-5]\d) (am|pm)\b/, ([, h, m, half], part) => clockTime(Number(h), Number(m), half, part)],
  [/\b(\d{1,2}) (am|pm)\b/, ([, h, half], part) => clockTime(Number(h), 0, half, part)],
  [/\b(\d{1,2}) ?oclock(?: (am|pm))?\b/, ([, h, half], part) => clockTime(Number(h), 0, half, part)],
  [/\b(\d{1,2}) ?ish\b/, ([, h], part) => clockTime(Number(h), 0, undefined, part)],
  [
    new RegExp(`\\b${LEAD} (\\d{1,2}) ([0-5]\\d)\\b(?! \\d)`),
    ([, h, m], part) => clockTime(Number(h), Number(m), undefined, part),
  ],
  [
    new RegExp(`\\b${LEAD} (\\d{1,2})\\b${NOT_A_UNIT}(?![:/-]?\\d)`),
    ([, h], part) => (Number(h) === 0 ? undefined : clockTime(Number(h), 0, undefined, part)),
  ],
  [
    /\b(\d{1,2}) in the (?:morning|afternoon|evening)\b/,
    ([, h], part) => clockTime(Number(h), 0, undefined, part),
  ],
];

/** Read only where a time is what was asked for: "nine", "nine thirty please". */
const BARE: readonly Rule[] = [
  [/\b(\d{1,2}) ([0-5][05])\b(?! \d)/, ([, h, m], part) => clockTime(Number(h), Number(m), undefined, part)],
  [
    new RegExp(`\\b(\\d{1,2})\\b${NOT_A_UNIT}(?![:/-]?\\d)`),
    ([, h], part) => (Number(h) === 0 ? undefined : clockTime(Number(h), 0, undefined, part)),
  ],
];

/** "I can't do nine, eleven please": nine is ruled out. */
const RULED_OUT = /\b(?:not|can't|cannot)(?: do| make)?(?: at)? \d{1,2}(?::\d\d)?(?: am| pm)?(?=\s|$)/g;

/** The time of day meant by numeral text without its dates. */
export const readTime = (said: string, { isExpected = false } = {}): TimeWish => {
  const text = said.replace(RULED_OUT, ' ');
  const part = readPart(text);
  for (const [pattern, read] of isExpected ? [...RULES, ...BARE] : RULES) {
    const match = pattern.exec(text);
    const time = match ? read(match, part) : undefined;
    if (!match || !time) continue;
    const upTo = text.slice(0, match.index + match[0].length);
    const bound = /\b(after|before|by|until|past)\b[^,]*$/.exec(upTo)?.[1];
    const isPastHour = /\b(?:half|quarter) (?:past|after|before)\b/.test(match[0]);
    if (bound === undefined || isPastHour) return { time, ...(part && { part }) };
    const direction = bound === 'after' || bound === 'past' ? 'after' : 'before';
    return { time, bound: direction, ...(part && part !== 'morning' && { part }) };
  }
  return part ? { part } : {};
};

/** `14:30`. */
export const wallTime = ({ minutes }: ClockTime): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
