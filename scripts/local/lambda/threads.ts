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

/**
 * Threads that are used again, for the same source: an environment in one starts cold, with nothing of the one before but
 * what V8 has compiled, in a third of the time. For whoever starts one cloud after another.
 */
export const keptThreads = (): Threads => {
  const spare = new Map<string, Thread[]>();
  const spareOf = ({ assetPath, handler, memoryMb }: FunctionSpec): Thread[] => {
    const source = `${assetPath} ${handler} ${memoryMb}`;
    const threads = spare.get(source) ?? [];
    spare.set(source, threads);
    return threads;
  };
  return {
    take: (spec) => spareOf(spec).pop() ?? newThreads.take(spec),
    async giveBack(spec, thread) {
      thread.hear(undefined);
      spareOf(spec).push(thread);
    },
  };
};
