import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PermissionUse } from '../local/gateway/unused-permissions.ts';
import { type Excuse, judgeUse } from './judge.ts';

/** Names permissions that the flow tests never used, from what their worlds left in a folder. */

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error(
    'usage: node scripts/unused-permissions/main.ts <folder that CLOUDGREET_PERMISSION_USE named>',
  );
  process.exit(2);
}
const runs = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => read<PermissionUse>(join(folder, name)));
const excuses = read<Excuse[]>(fileURLToPath(new URL('allowed-unused.json', import.meta.url)));
const findings = judgeUse(runs, excuses);
for (const finding of findings) console.error(finding);
console.log(`permissions: ${runs.length} runs, ${findings.length} to look at`);
process.exitCode = findings.length > 0 ? 1 : 0;
