import { matchesPattern } from '../local/gateway/policy/wildcard.ts';
import type { PermissionUse } from '../local/gateway/unused-permissions.ts';

/** Why a permission may stay although no test uses it. A `*` in it is any text. */
export type Excuse = { readonly permission: string; readonly why: string };

/** One sentence for each permission that nobody used or excused, and for each excuse that excuses nothing. */
export const judgeUse = (runs: readonly PermissionUse[], excuses: readonly Excuse[]): string[] => {
  if (runs.length === 0) return ['no run left word of what it used'];
  const used = new Set(runs.flatMap((run) => run.used));
  const unused = [...new Set(runs.flatMap((run) => run.granted))].filter((one) => !used.has(one)).sort();
  const fits = (one: string) => (excuse: Excuse) => matchesPattern(one, excuse.permission);
  return [
    ...unused.filter((one) => !excuses.some(fits(one))).map((one) => `never used: ${one}`),
    ...excuses
      .filter((excuse) => !unused.some((one) => fits(one)(excuse)))
      .map(({ permission }) => `excused, but used or not granted: ${permission}`),
    ...excuses
      .filter(({ why }) => why.trim() === '')
      .map(({ permission }) => `excused without a reason: ${permission}`),
  ];
};
