import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../is-running.ts';

const PREFIX = 'cloudgreet-deployed-';

type Copy = { readonly directory: string; readonly madeAtMs: number; users: number };

/** The latest copy of each assembly. */
const copies = new Map<string, Copy>();
const all = new Set<string>();

const remove = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
  all.delete(directory);
};

// Also where this process is told to end before the cloud runs.
process.once('exit', () => {
  for (const directory of all) remove(directory);
});

/** A process that is killed leaves its copies behind: the next one takes them away. */
const removeLeft = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
};

const copyOf = (source: string): Copy => {
  const madeAtMs = statSync(join(source, 'manifest.json')).mtimeMs;
  const known = copies.get(source);
  if (known?.madeAtMs === madeAtMs) return known;
  if (known?.users === 0) remove(known.directory);
  removeLeft();
  const copy = { directory: mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`)), madeAtMs, users: 0 };
  all.add(copy.directory);
  cpSync(source, copy.directory, { recursive: true });
  copies.set(source, copy);
  return copy;
};

/**
 * Copies an assembly aside, as a deployment uploads it: whoever synthesises anew, or deletes it, changes nothing for
 * the cloud that runs. Clouds of one process share the copy, and with it what V8 has compiled; it goes with the process,
 * or with its last cloud once there is a newer. `keep` is given what gives it back. A directory without an assembly is
 * answered as it is.
 */
export const ownCopy = (directory: string, keep: (giveBack: () => void) => void): string => {
  if (!existsSync(join(directory, 'manifest.json'))) return directory;
  const copy = copyOf(directory);
  copy.users += 1;
  keep(() => {
    copy.users -= 1;
    if (copy.users === 0 && copies.get(directory) !== copy) remove(copy.directory);
  });
  return copy.directory;
};
