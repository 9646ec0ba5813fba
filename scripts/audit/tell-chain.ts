import type { ChainPlace } from '../../functions/domain/audit/chain.ts';
import type { ChainFault, ChainJudgement } from '../../functions/domain/audit/judge-chain.ts';

const WHAT: Readonly<Record<ChainFault, string>> = {
  missing: 'is missing',
  altered: 'is not what was recorded here: it, or the one before it, was edited, moved here or forged',
  repeated: 'is there twice: one of the two is forged',
  beyond: 'comes after the end of the chain: it is forged',
  head: 'is the last, and not the one that the end of the chain was made of',
  rewritten: 'has another hash than you say: the chain was written anew',
  unchained: 'says that somebody did it, and is no link of the chain: it is forged',
};

/** The judgement as a sentence, naming the first entry that is not as it was recorded. */
export const tellChain = (place: ChainPlace, judgement: ChainJudgement): string => {
  if (judgement.outcome === 'intact') {
    const { seq, chain } = judgement;
    if (seq === 0) return `Chain of ${place}: nobody has changed anything yet.`;
    return `Chain of ${place}: intact, ${seq} ${seq === 1 ? 'link' : 'links'}, the last ${seq}:${chain}`;
  }
  const { seq, id, because } = judgement;
  const which = seq === undefined ? `the entry ${id}` : `link ${seq}${id === undefined ? '' : ` (${id})`}`;
  return `Chain of ${place}: BROKEN, ${which} ${WHAT[because]}.`;
};
