import { vi } from 'vitest';

/** Patient, because the machine may be busy; a test that passes never waits so long. */
const WITHIN_SECONDS = 30;

/**
 * Looks again and again until `look` no longer throws, and gives back its answer. Gives up with what was awaited and
 * what the last look found.
 */
export const eventually = async <T>(
  awaited: string,
  look: () => T | Promise<T>,
  withinSeconds = WITHIN_SECONDS,
): Promise<T> => {
  try {
    return await vi.waitFor(look, { timeout: withinSeconds * 1000, interval: 50 });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Error(`waited ${withinSeconds} s for ${awaited}; at last: ${found}`, { cause: error });
  }
};
