import { ApiProblem } from '../../../functions/contracts/api/client.ts';
import type { Messages } from '../messages/messages.ts';

/** What went wrong and what to do now, for a person. */
export const problemWords = (error: unknown, { refusals }: Messages): string => {
  if (!(error instanceof ApiProblem)) return refusals.unreachable;
  return (error.code && refusals.byCode[error.code]) ?? refusals.other;
};

/** Whether there are words of its own for it. */
export const isSaid = ({ code }: ApiProblem, { refusals }: Messages): boolean =>
  code !== undefined && refusals.byCode[code] !== undefined;
