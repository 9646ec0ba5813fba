import type { Chance } from '../../local/vendors/chance.ts';
import { pick } from './seeded-chance.ts';

/** What somebody calls for: their first words, and whether they mean to book. */
export type Wish = {
  readonly says: string;
  readonly means: 'books' | 'looks' | 'asks' | 'leaves-message' | 'sells';
};

const TROUBLES = [
  'my furnace stopped working',
  'I need furnace repair',
  'my AC is not cooling, I need AC repair',
  'I need an AC tune-up',
  'I would like a free estimate',
  'I need a water heater installation',
];
const TIMES = [
  ...['tomorrow morning', 'tomorrow afternoon', 'as soon as possible', 'Thursday afternoon'],
  ...['Friday morning', 'next Monday', 'next Tuesday at ten', 'Wednesday at two', 'next week'],
];

const OF: Readonly<Record<Wish['means'], (chance: Chance) => string>> = {
  books: (chance) => `Hi, ${pick(chance, TROUBLES)}. Can someone come ${pick(chance, TIMES)}?`,
  looks: (chance) => `Hello, ${pick(chance, TROUBLES)}. What do you have on ${pick(chance, TIMES)}?`,
  asks: (chance) =>
    pick(chance, ['How much is a furnace repair?', 'What services do you have?', 'What are your hours?']),
  'leaves-message': () => 'I would like to leave a message.',
  sells: (chance) =>
    pick(chance, [
      'Congratulations! Your business has been selected for a loan.',
      'We are calling about your listing on the internet.',
    ]),
};

/** Of a hundred callers. */
const SHARES: readonly (readonly [share: number, means: Wish['means']])[] = [
  [62, 'books'],
  [14, 'looks'],
  [10, 'asks'],
  [7, 'leaves-message'],
  [7, 'sells'],
];

const drawMeaning = (chance: Chance): Wish['means'] => {
  let left = chance.int(100);
  for (const [share, means] of SHARES) {
    if (left < share) return means;
    left -= share;
  }
  return 'books';
};

export const wishOf = (chance: Chance, means: Wish['means'] = drawMeaning(chance)): Wish => ({
  means,
  says: OF[means](chance),
});
