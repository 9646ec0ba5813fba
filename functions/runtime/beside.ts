import { described, log } from './log.ts';
import { count } from './metrics.ts';

/**
 * Work that goes on beside a request: it begins with it, takes nothing from it and never refuses it. Lambda stops whatever
 * is left once a request is answered, so that `settled` is waited for; what fails is counted (`BesideFailed`) and logged.
 */
export const beside = () => {
  const running = new Set<Promise<void>>();
  return {
    start(work: Promise<unknown>): void {
      const watched = work
        .then(
          () => {},
          (error: unknown) => {
            count('BesideFailed');
            log.warn('beside.failed', { error: described(error) });
          },
        )
        .finally(() => running.delete(watched));
      running.add(watched);
    },
    async settled(): Promise<void> {
      await Promise.all(running);
    },
  };
};

export type Beside = ReturnType<typeof beside>;

/** Answers only once what was begun beside has ended, too. */
export const settledAfter =
  <Args extends unknown[], Answer>({ settled }: Beside, answer: (...args: Args) => Promise<Answer>) =>
  async (...args: Args): Promise<Answer> => {
    const answered = await answer(...args);
    await settled();
    return answered;
  };
