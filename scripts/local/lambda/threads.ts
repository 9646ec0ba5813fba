import type { FunctionSpec } from '../types.ts';
import { startThread, type Thread } from './thread.ts';

/** Threads for environments. */
export type Threads = {
  take(spec: FunctionSpec): Thread;
  /** Of a thread that stands still after an answer, whose environment is over. */
  giveBack(spec: FunctionSpec, thread: Thread): Promise<void>;
};

/** A thread for each environment, which ends with it. */
export const newThreads: Threads = {
  take: ({ name, memoryMb }) => startThread(name, memoryMb),
  giveBack: (_spec, thread) => thread.terminate(),
};

/** What a thread has loaded for the environments before is garbage, which V8 collects late: so often, and not for ever. */
const USED_AT_MOST = 10;

/**
 * Threads that are used again, for the same source: an environment in one starts cold, with no variable and no module of the
 * one before but what V8 has compiled, in a third of the time. For whoever starts one cloud after another.
 */
export const keptThreads = (): Threads => {
  const bySource = new Map<string, Thread[]>();
  const uses = new WeakMap<Thread, number>();
  const usesOf = (thread: Thread): number => uses.get(thread) ?? 0;
  const spareOf = ({ assetPath, handler, memoryMb }: FunctionSpec): Thread[] => {
    const source = `${assetPath} ${handler} ${memoryMb}`;
    const threads = bySource.get(source) ?? [];
    bySource.set(source, threads);
    return threads;
  };
  return {
    take(spec) {
      const thread = spareOf(spec).pop() ?? newThreads.take(spec);
      uses.set(thread, usesOf(thread) + 1);
      return thread;
    },
    async giveBack(spec, thread) {
      if (usesOf(thread) >= USED_AT_MOST) return thread.terminate();
      const spare = spareOf(spec);
      thread.rest(() => spare.splice(spare.indexOf(thread), 1));
      spare.push(thread);
    },
  };
};
