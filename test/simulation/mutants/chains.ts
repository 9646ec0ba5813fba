import type { Mutant } from './mutant.ts';

const CHAINED = 'functions/adapters/dynamodb/chained-audit.ts';

/** The chain of what people decide. */
export const chainMutants: readonly Mutant[] = [
  {
    name: 'adds a link whatever others have added meanwhile',
    file: CHAINED,
    find: "head ? 'seq = :asRead' : 'attribute_not_exists(pk)'",
    replace: "head ? 'attribute_exists(pk)' : 'attribute_not_exists(pk)'",
    also: [{ find: "        ...(head && { ':asRead': head.seq }),\n", replace: '' }],
    breaks: ['A4'],
  },
  {
    name: 'links nothing to what was before',
    file: 'functions/domain/audit/chain.ts',
    find: 'before?.chain ?? place}',
    replace: 'place}',
    breaks: ['A4'],
  },
  {
    name: 'puts what people do on record as it does what machines do',
    file: CHAINED,
    find: '...entryKey(entry), ...entry, seq, chain }',
    replace: '...entryKey(entry), ...entry }',
    breaks: ['A4'],
  },
];
