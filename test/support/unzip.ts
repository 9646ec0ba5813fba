import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What another program than ours reads in an archive, which it checks as a whole: Python's own reader of ZIP. */
const READ = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))
`;

export const unzip = (archive: Uint8Array): Readonly<Record<string, string>> => {
  const folder = mkdtempSync(join(tmpdir(), 'unzip-'));
  try {
    const path = join(folder, 'archive.zip');
    writeFileSync(path, archive);
    const said = execFileSync('python3', ['-c', READ, path], { maxBuffer: 1 << 28 });
    return JSON.parse(said.toString()) as Record<string, string>;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
