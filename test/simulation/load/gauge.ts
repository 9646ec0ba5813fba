import { createHash } from 'node:crypto';
import { TABLE } from '../cloud/table-shape.ts';
import type { Universe } from '../world/universe.ts';

export type QueueName = keyof Universe['queues'];

/** Figures of a run that are taken while it goes on. */
export const createGauge = (universe: Universe, onSecond: (second: number) => void = () => undefined) => {
  const { kernel, queues } = universe;
  const names = Object.keys(queues) as QueueName[];
  const deepest = Object.fromEntries(names.map((name) => [name, 0])) as Record<QueueName, number>;
  const begunAt = performance.now();
  const begunMs = kernel.now;
  let told = 0;
  return {
    /** The most messages that each queue held at once. */
    deepest,
    /** To be called after every event. */
    look(): void {
      for (const name of names) {
        const { depth } = queues[name];
        if (depth > deepest[name]) deepest[name] = depth;
      }
      const second = Math.floor((kernel.now - begunMs) / 1000);
      if (second === told) return;
      told = second;
      onSecond(second);
    },
    rows: (): number => universe.store.rows(TABLE).length,
    /** Events of vendors that took effect, or were found to change nothing. */
    applied: (): number =>
      universe.store.rows(TABLE).filter(({ pk }) => String(pk?.S).startsWith('INBOX#')).length,
    /** Of the machine, not of the run. */
    seconds: (): number => (performance.now() - begunAt) / 1000,
    /** The same for two runs exactly when they heard the same and left the same behind. */
    digest(): string {
      const hash = createHash('sha256');
      for (const heard of universe.heard) hash.update(JSON.stringify(heard));
      for (const row of universe.store.rows(TABLE)) hash.update(JSON.stringify(row));
      return hash.digest('hex');
    },
  };
};

export type Gauge = ReturnType<typeof createGauge>;
