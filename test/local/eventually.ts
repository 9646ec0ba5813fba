import { expect } from 'vitest';

/** Looks again and again until the expectation holds; patient, because the machine may be busy. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 10 });
