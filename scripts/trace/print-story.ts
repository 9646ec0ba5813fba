import { paint, wrapped } from '../play/paint.ts';
import type { Moment } from './moment.ts';
import type { Story } from './story.ts';
import { dayAndTime, preciseTime } from './wording.ts';

const COLOURS = { plain: (text: string) => text, good: paint.good, bad: paint.bad, machinery: paint.quiet };

const offset = (milliseconds: number): string =>
  `+${(milliseconds / 1000).toFixed(milliseconds < 100_000 ? 2 : 0)} s`.padStart(9);

const WHO = 8;
const TIME = 12;

/** A story as a person reads it, in lines of at most so many columns. `all`: the machinery too. */
export const linesOfStory = (story: Story, width: number, { all = false } = {}): string[] => {
  const { zone, startedAt = 0, businessName, businessId } = story;
  const business = [businessName, businessId && `(${businessId})`].filter(Boolean).join(' ');
  const day = story.startedAt === undefined ? '' : `, ${dayAndTime(zone, startedAt)}`;
  const indent = TIME + 1 + 9 + 2 + WHO + 2;

  const lineOf = (moment: Moment): string[] => {
    const [first = '', ...rest] = wrapped(moment.what, Math.max(40, width - indent));
    const colour = COLOURS[moment.weight];
    const head = `${paint.quiet(`${preciseTime(zone, moment.at)} ${offset(moment.at - startedAt)}`)}  ${moment.who.padEnd(WHO)}  ${colour(first)}`;
    const below = [
      ...rest.map(colour),
      ...(moment.details ?? []).flatMap((detail) =>
        wrapped(detail, Math.max(40, width - indent)).map(paint.quiet),
      ),
    ];
    return [head, ...below.map((text) => `${' '.repeat(indent)}${text}`)];
  };

  return [
    paint.strong(`Call ${story.callId}`),
    paint.quiet(`${business || 'business unknown'}${day}, times of ${zone}`),
    '',
    paint.strong('In short'),
    ...story.summary.flatMap((sentence) =>
      wrapped(sentence, width - 4).map((text, index) => `${index === 0 ? '  ' : '    '}${text}`),
    ),
    '',
    paint.strong('What happened'),
    ...story.moments.filter(({ weight }) => all || weight !== 'machinery').flatMap(lineOf),
  ];
};
