import type { Vendor } from '../contracts/vendor-messages.ts';
import { log } from './log.ts';

/** How one request to a vendor ended, in codes and ids: nothing of what was sent or answered. */
export type Attempted = {
  /** `unknown`: perhaps done. `unavailable`: surely not done. `declined`: done, and the answer is no. */
  readonly outcome: 'accepted' | 'declined' | 'refused' | 'unavailable' | 'unknown';
  /** The vendor's own, where it gave one. */
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** What was made, changed or looked at. */
  readonly objectId?: string | undefined;
  readonly objectState?: string | undefined;
};

/** Makes one request to a vendor and logs one line of how it ended, however it did. */
export const attempting = async <Answer>(
  vendor: Vendor,
  operation: string,
  request: () => PromiseLike<Answer>,
  how: {
    readonly answered: (answer: Answer) => Attempted;
    readonly failed: (error: unknown) => Attempted;
  },
): Promise<Answer> => {
  const begun = performance.now();
  const tell = (attempted: Attempted): void => {
    const milliseconds = Math.round(performance.now() - begun);
    const line = { vendor, operation, ...attempted, milliseconds };
    if (attempted.outcome === 'accepted') log.info('vendor.attempted', line);
    else log.warn('vendor.attempted', line);
  };
  let answer: Answer;
  try {
    answer = await request();
  } catch (error) {
    tell(how.failed(error));
    throw error;
  }
  tell(how.answered(answer));
  return answer;
};
