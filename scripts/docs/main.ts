import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataPage } from './data-page.ts';
import { eventsPage } from './events-page.ts';
import { featuresPage } from './features-page.ts';
import { openapiJson } from './openapi.ts';

/**
 * Writes the generated pages; with `--check` only says which are stale. `--in DIR`: those of another folder than ours.
 * `--page docs/data.md`: only that one.
 */

const filesBelow = (...patterns: string[]) =>
  execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...patterns], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .sort()
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(path, 'utf8') }];
      } catch {
        // Listed and deleted a moment ago.
        return [];
      }
    });

const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/features.md': () => featuresPage(filesBelow('test/**/*.test.ts')),
  'docs/data.md': dataPage,
  'docs/events.md': async () => {
    // Takes the CDK to load.
    const { consumersOf } = await import('./consumers.ts');
    return eventsPage(filesBelow('functions/domain/**/*.ts', 'functions/adapters/**/*.ts'), consumersOf());
  },
  'docs/openapi.json': openapiJson,
};

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    in: { type: 'string', default: '.' },
    page: { type: 'string' },
  },
});
const isCheck = values.check;
const GENERATED = '<!-- Generated: `npm run docs`. Change scripts/docs or what it reads. -->\n\n';

const current = (path: string): string | undefined => {
  try {
    return readFileSync(join(values.in, path), 'utf8');
  } catch {
    return undefined;
  }
};

const stale: string[] = [];
for (const [path, write] of Object.entries(pages)) {
  if (values.page !== undefined && values.page !== path) continue;
  const text = (path.endsWith('.md') ? GENERATED : '') + (await write());
  if (text === current(path)) continue;
  stale.push(path);
  if (!isCheck) writeFileSync(join(values.in, path), text);
}
if (!isCheck) console.log(stale.length === 0 ? 'Nothing has changed.' : `Written: ${stale.join(', ')}`);
else if (stale.length > 0) {
  console.error(
    `${stale.join(', ')} ${stale.length === 1 ? 'is' : 'are'} stale: run \`npm run docs\` and commit.`,
  );
  process.exitCode = 1;
}
