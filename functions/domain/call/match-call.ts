import type { CallStage } from '../../contracts/api/insights.ts';
import { hasReached } from '../figures/stages.ts';
import { matchWords } from '../lists/match-words.ts';
import type { Call, CallOutcome } from './call.ts';

export type CallsWanted = {
  readonly outcome?: CallOutcome | undefined;
  readonly stage?: CallStage | undefined;
  readonly words?: string | undefined;
};

/** Whether a call is one of those that somebody looks for: every word in its summary, or the digits in its caller's number. */
export const matchCall = ({ outcome, stage, words }: CallsWanted): ((call: Call) => boolean) => {
  const isTold = matchWords(words);
  return (call) => {
    if (outcome !== undefined && call.outcome !== outcome) return false;
    if (stage !== undefined && !hasReached(stage, call)) return false;
    return isTold({ text: call.summary, phone: call.from });
  };
};
