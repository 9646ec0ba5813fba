import {
  addDays,
  dateOf,
  dayOfMonth,
  type LocalDate,
  MONTHS,
  mondayOf,
  monthDay,
  WEEKDAYS,
  weekdayOf,
  wholeMonth,
} from './calendar-dates.ts';

/** Days a caller would accept, first and last. */
export type DateWish = { readonly from: LocalDate; readonly to: LocalDate };

/** How far an open end reaches. */
const OPEN_DAYS = 13;

const MONTH = `(${MONTHS.flatMap((month) => [month, month.slice(0, 3)]).join('|')}|sept)`;
const WEEKDAY = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sun)day|(mon|tues?|thurs?|fri)';
const ORDINAL_END = '(?:st|nd|rd|th)';

const weekdayNumber = (word: string): number => WEEKDAYS.findIndex((day) => day.startsWith(word.slice(0, 3)));
const monthNumber = (word: string): number =>
  MONTHS.findIndex((month) => month.startsWith(word.slice(0, 3))) + 1;
const single = (date: LocalDate | undefined): DateWish | undefined =>
  date === undefined ? undefined : { from: date, to: date };

/** "Tuesday" is the coming one, never today; "next Tuesday" is the one in next week. */
const comingWeekday = (today: LocalDate, weekday: number, word: string | undefined): LocalDate => {
  if (word === 'next' || word === 'following') return addDays(mondayOf(today, 1), (weekday + 6) % 7);
  return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
};

type Rule = readonly [
  pattern: RegExp,
  read: (match: RegExpExecArray, today: LocalDate) => DateWish | undefined,
];

const week = (today: LocalDate, ahead: number, from = 0, to = 6): DateWish => {
  const monday = mondayOf(today, ahead);
  const first = addDays(monday, from);
  return { from: first < today ? today : first, to: addDays(monday, to) };
};

const countOf = (word: string | undefined): number => {
  if (word === undefined || word === 'a' || word === 'an') return 1;
  if (/couple/.test(word)) return 2;
  return /few/.test(word) ? 3 : Number(word);
};

/** The first that matches is what was meant. */
const RULES: readonly Rule[] = [
  [/\b(\d{4})-(\d{2})-(\d{2})\b/, ([, y, m, d]) => single(dateOf(Number(y), Number(m), Number(d)))],
  [
    /\b(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?\b/,
    ([, m, d], today) => single(monthDay(today, Number(m), Number(d))),
  ],
  [/\b(?:the )?day after tomorrow\b/, (_, today) => single(addDays(today, 2))],
  [/\b(?:a )?week from tomorrow\b/, (_, today) => single(addDays(today, 8))],
  [/\b(?:a )?week from today\b/, (_, today) => single(addDays(today, 7))],
  [
    new RegExp(`\\b(?:a )?week from (?:${WEEKDAY})\\b`),
    ([, long, short], today) =>
      single(addDays(comingWeekday(today, weekdayNumber(long ?? short ?? ''), undefined), 7)),
  ],
  [/\btomorrow\b|\btomorow\b|\btmrw\b/, (_, today) => single(addDays(today, 1))],
  [/\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b/, (_, today) => single(today)],
  [
    new RegExp(`\\b${MONTH} (?:the )?(\\d{1,2})${ORDINAL_END}?\\b(?!:)`),
    ([, month = '', day], today) => single(monthDay(today, monthNumber(month), Number(day))),
  ],
  [
    new RegExp(`\\b(\\d{1,2})${ORDINAL_END}? (?:of )?${MONTH}\\b`),
    ([, day, month = ''], today) => single(monthDay(today, monthNumber(month), Number(day))),
  ],
  [
    new RegExp(
      `\\b(\\d{1,2})${ORDINAL_END}\\b(?! (?:one|option|slot|choice|time|floor|street|st|avenue|ave)\\b)`,
    ),
    ([, day], today) => single(dayOfMonth(today, Number(day))),
  ],
  [
    /\b(?:in )?(a|an|a couple of|a couple|a few|\d{1,2}) (day|week)s?(?: from (?:now|today))?\b/,
    ([whole, count, unit], today) => {
      if (!/^in |from/.test(whole)) return undefined;
      return single(addDays(today, countOf(count) * (unit === 'week' ? 7 : 1)));
    },
  ],
  [
    new RegExp(`\\bnext week(?: on| this|,)? (?:${WEEKDAY})\\b|\\b(?:${WEEKDAY}) (?:of )?next week\\b`),
    ([, a, b, c, d], today) => {
      const weekday = weekdayNumber(a ?? b ?? c ?? d ?? '');
      return single(addDays(mondayOf(today, 1), (weekday + 6) % 7));
    },
  ],
  [/\bweek after next\b/, (_, today) => week(today, 2)],
  [/\b(?:early|beginning of|start of|first part of) next week\b/, (_, today) => week(today, 1, 0, 1)],
  [/\b(?:late|later|end of|the end of) next week\b/, (_, today) => week(today, 1, 3, 4)],
  [/\bnext weekend\b/, (_, today) => week(today, 1, 5, 6)],
  [/\bweekend\b/, (_, today) => week(today, 0, 5, 6)],
  [/\bnext week\b/, (_, today) => week(today, 1)],
  [
    /\b(?:later|end of|rest of|the end of|the rest of) (?:this|the) week\b/,
    (_, today) => ({
      from: addDays(today, 1),
      to: addDays(mondayOf(today, 0), weekdayOf(today) === 0 ? 7 : 6),
    }),
  ],
  [/\bthis week\b/, (_, today) => week(today, 0)],
  [
    new RegExp(`\\b(?:(next|following|this|coming) )?(?:${WEEKDAY})\\b`),
    ([, word, long, short], today) => single(comingWeekday(today, weekdayNumber(long ?? short ?? ''), word)),
  ],
  [
    new RegExp(`\\b(?:in|during|sometime in) ${MONTH}\\b`),
    ([, month = ''], today) => wholeMonth(today, monthNumber(month)),
  ],
  [/\bnext month\b/, (_, today) => wholeMonth(today, (Number(today.slice(5, 7)) % 12) + 1)],
];

const SOME_DAY = `(?:the )?(?:(?:next |this )?(?:${WEEKDAY})s?|tomorrow|today|tonight|weekends?|\\d{1,2}${ORDINAL_END})`;
/** Days that are named to be ruled out, or that lie in the past. */
const NOT_MEANT = [
  new RegExp(
    `\\b(?:not|no good|except|but not|can't do|cannot do|can't make|cannot make|can't|cannot)(?: on)? ${SOME_DAY}\\b`,
    'g',
  ),
  new RegExp(
    `\\b${SOME_DAY} (?:doesn't|does not|don't|won't|will not|isn't|is not|is no|is bad|is out)\\b`,
    'g',
  ),
  new RegExp(`\\b(?:since|last) (?:${SOME_DAY}|night|week|month)\\b`, 'g'),
  /\b(?:died|broke|broken|stopped|quit|failed|went out|gave out|went|started|happened|noticed|woke up|leaking|out)(?: (?!(?:can|could|come|send|someone|somebody|please|want|need|would|like|how|are)\b)\w+){0,4} (?:this morning|this afternoon|this evening|today|tonight)\b/g,
  /\byesterday\b/g,
];

/** The text without days that are ruled out or past. */
export const withoutUnwantedDays = (text: string): string =>
  NOT_MEANT.reduce((rest, pattern) => rest.replace(pattern, ' '), text)
    .replace(/\s+/g, ' ')
    .trim();

const firstMatch = (
  text: string,
  today: LocalDate,
): { wish: DateWish; start: number; end: number } | undefined => {
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(text);
    const wish = match ? read(match, today) : undefined;
    if (match && wish) return { wish, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
};

const bounded = (wish: DateWish, before: string, today: LocalDate): DateWish => {
  if (/\b(?:after|later than|past)(?: the| on)?\s*$/.test(before)) {
    return { from: addDays(wish.to, 1), to: addDays(wish.to, 1 + OPEN_DAYS) };
  }
  if (/\b(?:from|starting|starting on|on or after)(?: the)?\s*$/.test(before)) {
    return { from: wish.from, to: addDays(wish.from, OPEN_DAYS) };
  }
  if (/\bbefore(?: the)?\s*$/.test(before)) return { from: today, to: addDays(wish.from, -1) };
  if (/\b(?:by|until)(?: the)?\s*$/.test(before)) return { from: today, to: wish.to };
  return wish;
};

/** The days meant by numeral text, seen from today. "Thursday or Friday" spans both. */
export const readDates = (text: string, today: LocalDate): DateWish | undefined => {
  const meant = withoutUnwantedDays(text);
  const first = firstMatch(meant, today);
  if (!first) return undefined;
  const wish = bounded(first.wish, meant.slice(0, first.start), today);
  const rest = meant.slice(first.end);
  const joined = /^(?: \w+)? (?:or|and|to|through|thru|until|-)(?: maybe| even| on)? (.*)$/.exec(rest)?.[1];
  const second = joined === undefined ? undefined : firstMatch(joined, today);
  if (!second || second.start > 4) return wish;
  const [from, to] = [wish.from, second.wish.to].sort() as [LocalDate, LocalDate];
  return { from, to };
};

/** The text with the date taken out, so that "the 24th at 9" leaves one number. */
export const withoutDates = (text: string, today: LocalDate): string => {
  const match = firstMatch(text, today);
  if (!match) return text;
  const part = /(?:morning|afternoon|evening|tonight)/.exec(text.slice(match.start, match.end))?.[0] ?? '';
  return withoutDates(
    `${text.slice(0, match.start)} ${part.replace('tonight', 'evening')} ${text.slice(match.end)}`,
    today,
  );
};
