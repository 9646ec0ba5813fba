import type { Link } from '../../functions/domain/audit/audit-entry.ts';
import type { ChainPlace } from '../../functions/domain/audit/chain.ts';
import { type ChainTrail, judgeChain } from '../../functions/domain/audit/judge-chain.ts';
import { sha256 } from '../../functions/runtime/hashing.ts';
import type { Say } from '../stage/say.ts';
import { tellChain } from './tell-chain.ts';

/** Reads `17:0f3a…`, as this command and the log line `audit.chained` say a link. Throws a sentence. */
export const readAnchor = (text: string): Link => {
  const [, seq, chain] = /^([1-9]\d{0,8}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || chain === undefined)
    throw new Error(`"${text}" is no link: its number, a colon and 64 hexadecimal digits.`);
  return { seq: Number(seq), chain };
};

/** Says whether a chain is whole; false where it is not. */
export const verify = async (
  trail: ChainTrail,
  say: Say,
  place: ChainPlace,
  anchors: readonly Link[],
): Promise<boolean> => {
  const judgement = await judgeChain(sha256, trail, place, anchors);
  say(tellChain(place, judgement));
  return judgement.outcome === 'intact';
};
