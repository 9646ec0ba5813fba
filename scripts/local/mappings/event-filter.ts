import { compilePattern, type Matches } from '../events/event-pattern.ts';

/**
 * Lambda's event filtering: a record passes when any of the patterns matches, or when there is none. Throws at once for
 * a pattern that cannot be judged.
 */
export const compileFilters = (patterns: readonly unknown[], owner: string): Matches => {
  const filters = patterns.map((pattern) => compilePattern(pattern, owner));
  return (record) => filters.length === 0 || filters.some((matches) => matches(record));
};
