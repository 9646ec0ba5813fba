import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../is-running.ts';

export type Making = {
  /** The root of this project. */
  readonly root: string;
  /** Where what is made lies, and the file in it that is there last. */
  readonly directory: string;
  readonly marker: string;
  /** Files and folders below the root that it is made of. */
  readonly sources: readonly string[];
  readonly make: (aside: string) => Promise<void>;
  readonly beforeMaking?: (() => void) | undefined;
};

const newestChange = (path: string): number => {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
};

const isFresh = ({ root, directory, marker, sources }: Making): boolean => {
  const last = join(directory, marker);
  if (!existsSync(last)) return false;
  const madeAt = statSync(last).mtimeMs;
  return sources.every((source) => newestChange(join(root, source)) < madeAt);
};

/** What a process that was ended in the middle could not take away. */
const removeAbandoned = (directory: string): void => {
  for (const name of readdirSync(dirname(directory))) {
    if (!name.startsWith(`${basename(directory)}-`)) continue;
    const pid = /-(?:old-)?(\d+)$/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid)))
      rmSync(join(dirname(directory), name), { recursive: true, force: true });
  }
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const leave = (): never => process.exit(130);

/** Two renames: whoever opens a file meanwhile finds the old one, the new one, or for a blink none. */
const putInPlace = (aside: string, directory: string): void => {
  const old = `${directory}-old-${process.pid}`;
  if (existsSync(directory)) renameSync(directory, old);
  renameSync(aside, directory);
  rmSync(old, { recursive: true, force: true });
};

/** The directory of something that is newer than all it is made of, made if need be. Several may ask for it at once. */
export const ensureMade = async (making: Making): Promise<string> => {
  const { directory, make, beforeMaking } = making;
  if (isFresh(making)) return directory;
  beforeMaking?.();
  mkdirSync(dirname(directory), { recursive: true });
  removeAbandoned(directory);
  // Made aside and moved into place whole, so that nobody reads half of it.
  const aside = `${directory}-${process.pid}`;
  const removeAside = () => rmSync(aside, { recursive: true, force: true });
  process.once('exit', removeAside);
  // A signal that nobody listens to would end this process without a word to its exit.
  for (const signal of signals) process.once(signal, leave);
  try {
    await make(aside);
    // Where somebody else was faster, theirs may be in use by now.
    if (!isFresh(making)) putInPlace(aside, directory);
  } catch (error) {
    // Somebody else did the same at the same time and was faster.
    if (!isFresh(making)) throw error;
  } finally {
    for (const signal of signals) process.off(signal, leave);
    process.off('exit', removeAside);
    removeAside();
  }
  return directory;
};
