import type { QueryClient } from '@tanstack/react-query';

/** An answer that takes longer than this keeps nothing else waiting. */
const PATIENCE_MS = 3_000;

/** Resolves when the page waits for no answer, or has for long. */
export const untilNothingIsAsked = (queries: QueryClient): Promise<void> =>
  new Promise((resolve) => {
    const isAsked = () => queries.isFetching() > 0;
    if (!isAsked()) return resolve();
    const over = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(over, PATIENCE_MS);
    const stop = queries.getQueryCache().subscribe(() => !isAsked() && over());
    return undefined;
  });
