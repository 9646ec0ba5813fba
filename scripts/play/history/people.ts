import type { Chance } from '../../local/vendors/chance.ts';
import { pick } from './seeded-chance.ts';

/** Somebody who calls the demo business; the numbers are those that are kept for stories (555-01xx). */
export type Person = {
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly address: string;
};

const FIRST_NAMES = [
  ...['Dana', 'Luis', 'Grace', 'Amir', 'Helen', 'Marcus', 'Priya', 'Tom', 'Elena', 'Walter', 'June', 'Omar'],
  ...['Nora', 'Felix', 'Rosa', 'Victor', 'Clara', 'Henry', 'Maya', 'Oscar', 'Ruth', 'Simon', 'Tessa', 'Ivan'],
];
const LAST_NAMES = [
  ...[
    'Reyes',
    'Baker',
    'Nguyen',
    'Carter',
    'Lopez',
    'Foster',
    'Patel',
    'Murphy',
    'Stein',
    'Walker',
    'Jensen',
  ],
  ...[
    'Haddad',
    'Moreno',
    'Fisher',
    'Garner',
    'Kowalski',
    'Osborne',
    'Tanaka',
    'Whitman',
    'Delgado',
    'Farrell',
  ],
];
const STREETS = ['Oak Street', 'Pecan Street', 'Cedar Lane', 'Barton Road', 'Live Oak Drive', 'Mesa Drive'];
const AREA_CODES = ['512', '737', '830'];
const NUMBERS_EACH = 100;
/** Below is the owner's own. */
const FIRST_NUMBER = 1;

/** So many people, each with a phone of their own. */
export const peopleOf = (chance: Chance, count: number): Person[] =>
  Array.from({ length: Math.min(count, AREA_CODES.length * (NUMBERS_EACH - FIRST_NUMBER)) }, (_, index) => {
    const area = AREA_CODES[index % AREA_CODES.length];
    const line = FIRST_NUMBER + Math.floor(index / AREA_CODES.length);
    return {
      name: `${pick(chance, FIRST_NAMES)} ${pick(chance, LAST_NAMES)}`,
      phone: `+1${area}55501${String(line).padStart(2, '0')}`,
      address: `${100 + chance.int(900)} ${pick(chance, STREETS)}, Austin`,
    };
  });
