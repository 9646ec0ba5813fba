import type { CallStage } from '../../contracts/api/insights.ts';
import { hasReached } from '../figures/stages.ts';
import type { Call, CallOutcome } from './call.ts';

export type CallsWanted = {
  readonly outcome?: CallOutcome | undefined;
  readonly stage?: CallStage | undefined;
  readonly words?: string | undefined;
};

/** Fewer are in every number. */
const FEWEST_DIGITS = 3;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether a call is one of those that somebody looks for: every word in its summary, or the digits in its caller's number. */
export const matchCall = ({ outcome, stage, words }: CallsWanted): ((call: Call) => boolean) => {
  const wanted = words === undefined ? [] : plain(words).split(/\s+/).filter(Boolean);
  const digits = (words ?? '').replaceAll(/[\s().+-]/g, '');
  const isNumber = digits.length >= FEWEST_DIGITS && /^\d+$/.test(digits);
  return (call) => {
    if (outcome !== undefined && call.outcome !== outcome) return false;
    if (stage !== undefined && !hasReached(stage, call)) return false;
    if (wanted.length === 0) return true;
    if (isNumber && (call.from ?? '').includes(digits)) return true;
    const summary = plain(call.summary ?? '');
    return wanted.every((word) => summary.includes(word));
  };
};
