import type { Mutant } from './mutant.ts';

const TALLIES = 'functions/adapters/dynamodb/tallies.ts';

/** How much a day may cost. */
export const limitMutants: readonly Mutant[] = [
  {
    name: 'sends one text more than a day may cost',
    file: TALLIES,
    find: 'size(effects) < :most',
    replace: 'size(effects) <= :most',
    breaks: ['S6'],
  },
  {
    name: 'lets a text go that there was no room for',
    file: 'functions/domain/text/cap-text.ts',
    find: "if (ofBusiness === 'full') return false;",
    replace: "if (ofBusiness === 'full') return true;",
    breaks: ['S6'],
  },
];
