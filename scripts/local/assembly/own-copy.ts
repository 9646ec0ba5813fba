import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Copies an assembly aside, as a deployment uploads it: whoever synthesises anew, or deletes it, changes nothing for
 * the cloud that runs. `keep` is given what removes the copy. A directory without an assembly is answered as it is.
 */
export const ownCopy = (directory: string, keep: (remove: () => void) => void): string => {
  if (!existsSync(join(directory, 'manifest.json'))) return directory;
  const copy = mkdtempSync(join(tmpdir(), 'cloudgreet-deployed-'));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  // Also where this process is told to end before the cloud runs.
  process.once('exit', remove);
  keep(() => {
    process.off('exit', remove);
    remove();
  });
  cpSync(directory, copy, { recursive: true });
  return copy;
};
