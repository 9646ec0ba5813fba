import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where gathering starts, stop: a longer file is split by noun or verb. */
const LONGEST_FILE = 250;
/** A handler joins wrapper, schema and operation; what decides or catches belongs behind it. */
const LONGEST_HANDLER = 25;
/** One that answers all routes of an audience is handed more of the world; so is the one that acts at every vendor. */
const LONGEST_API = 50;
const AT_EVERY_VENDOR = 'functions/handlers/workers/continue-onboarding.ts';

export type SourceFile = { readonly path: string; readonly text: string };

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** The code of a file without its imports and the blank lines after them. */
const belowImports = (text: string): string[] =>
  linesOf(text.replace(/^import\s[\s\S]*?from\s'[^']+';\n/gm, '').trimStart());

/** One sentence for each limit a file breaks. */
export const broken = ({ path, text }: SourceFile): string[] => {
  const found: string[] = [];
  const length = linesOf(text).length;
  if (length > LONGEST_FILE) found.push(`${path}: ${length} lines, at most ${LONGEST_FILE}`);
  if (path.startsWith('functions/handlers/')) {
    const body = belowImports(text);
    const isLarge = path.startsWith('functions/handlers/api/') || path === AT_EVERY_VENDOR;
    const longest = isLarge ? LONGEST_API : LONGEST_HANDLER;
    if (body.length > longest) {
      found.push(`${path}: a handler of ${body.length} lines below its imports, at most ${longest}`);
    }
    if (body.some((line) => /\b(if|try|switch)\b\s*[({]/.test(line))) {
      found.push(`${path}: a handler decides nothing and catches nothing`);
    }
  }
  if (/^import\s+(type\s+)?\{[^}]*\}\s+from 'zod'/m.test(text)) {
    found.push(`${path}: import zod as a namespace, it is five times smaller`);
  }
  return found;
};

if (import.meta.main) {
  const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
  const faults = paths.flatMap((path) => {
    try {
      return broken({ path, text: readFileSync(path, 'utf8') });
    } catch {
      return [];
    }
  });
  for (const fault of faults) console.error(fault);
  console.log(`limits: ${paths.length} files, ${faults.length} over a limit`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
