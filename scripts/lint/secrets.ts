import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { secretsIn } from './secret-patterns.ts';

/**
 * Looks for secrets: `node scripts/lint/secrets.ts` in everything git keeps or would keep, `… DIR` in everything below a
 * folder. Says where one is, never what it is.
 */

/** Looks like a key and opens nothing. Each is found again, or it has to go from this list. */
const ALLOWED: readonly { path: string; startsWith: string; why: string }[] = [
  {
    path: 'test/adapters/resend/signature.test.ts',
    startsWith: 'whsec_MfKQ9r8G',
    why: 'the example in the documentation of Standard Webhooks, with its published signature',
  },
  ...['test/adapters/webhook-delivery/webhook-sender.test.ts', 'test/flows/partner-example.test.ts'].map(
    (path) => ({ path, startsWith: 'whsec_MfKQ9r8G', why: 'the same example' }),
  ),
  {
    path: 'test/adapters/resend/signature.test.ts',
    startsWith: 'whsec_b3RoZXIt',
    why: 'base64 of the words "other-secret-other-secret"',
  },
  {
    path: 'test/adapters/sdk-second-opinion.test.ts',
    startsWith: 'whsec_cHJldmlv',
    why: 'base64 of the words "previous-secret"',
  },
];

const filesOf = (folder: string | undefined): string[] =>
  folder === undefined
    ? execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean)
    : readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

/** Nothing of ours is larger; what is binary holds no text to read. */
const LARGEST_BYTES = 8 * 1024 * 1024;

const textOf = (path: string): string | undefined => {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about?.isFile() || about.size > LARGEST_BYTES) return undefined;
  const text = readFileSync(path, 'utf8');
  return text.includes('\0') ? undefined : text;
};

const [folder] = process.argv.slice(2);
const used = new Set<(typeof ALLOWED)[number]>();
const faults: string[] = [];
let count = 0;
for (const path of filesOf(folder)) {
  const text = textOf(path);
  if (text === undefined) continue;
  count += 1;
  for (const { line, kind, text: found } of await secretsIn(text, path)) {
    const allowed = ALLOWED.find((one) => one.path === path && found.startsWith(one.startsWith));
    if (allowed) used.add(allowed);
    else faults.push(`${path}:${line}: looks like ${kind}`);
  }
}
if (folder === undefined)
  for (const { path, startsWith } of ALLOWED.filter((one) => !used.has(one)))
    faults.push(
      `${path}: no longer holds ${startsWith}…, so take it from the list in scripts/lint/secrets.ts`,
    );

for (const fault of faults) console.error(fault);
console.log(`secrets: ${count} files, ${faults.length} ${faults.length === 1 ? 'finding' : 'findings'}`);
process.exitCode = faults.length > 0 ? 1 : 0;
