import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../shared/fixtures/', import.meta.url);

export const hasFixtures = existsSync(folder);
/** Shown as the reason in the report when the folder beside the repository is absent. */
export const fixturesNote = hasFixtures ? '' : ' (skipped: ../shared/fixtures is not here)';

export const readFixture = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

/**
 * Every path of a value: `data.to[].status`. Lists are merged; the names inside `free` objects (metadata, tags) are
 * the sender's own and left out.
 */
export const pathsOf = (
  value: unknown,
  free: readonly string[] = ['metadata', 'tags'],
  at = '',
): string[] => {
  if (Array.isArray(value))
    return [...new Set(value.flatMap((item) => pathsOf(item, free, `${at}[]`)))].sort();
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Object.entries(value);
  if (entries.length === 0 || free.some((name) => at.endsWith(`.${name}`))) return [at];
  return entries.flatMap(([name, inner]) => pathsOf(inner, free, `${at}.${name}`)).sort();
};
