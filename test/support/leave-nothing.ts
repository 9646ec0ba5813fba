import { afterAll, vi } from 'vitest';

/** Files of one process share what is loaded and what the process has: none leaves to the next what it made of that. */
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
