import { optionalEnv } from './env.ts';

/** Milliseconds since 1970, UTC. */
export type Clock = { now(): number };

const offsetMs = (): number => {
  const offset = Number(optionalEnv('CLOCK_OFFSET_MS') ?? 0);
  if (offset !== 0 && optionalEnv('STAGE') !== 'local') {
    throw new Error('CLOCK_OFFSET_MS is only allowed in stage local');
  }
  if (!Number.isFinite(offset)) throw new Error('CLOCK_OFFSET_MS must be a number of milliseconds');
  return offset;
};

/** The machine's clock; stage local may play at another date, which may change while it plays. Other stages refuse to. */
export const systemClock = (): Clock => {
  const known = offsetMs();
  // Elsewhere nothing is asked of the environment each time that somebody asks for the time.
  return known === 0 && optionalEnv('STAGE') !== 'local'
    ? { now: () => Date.now() }
    : { now: () => Date.now() + offsetMs() };
};
