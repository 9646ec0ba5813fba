import type { Claim, Look } from './scenario.ts';

/** Everything a claim may look at. */
export type Evidence = Readonly<Record<Look, readonly unknown[]>>;

export type Verdict = {
  readonly claim: Claim;
  readonly holds: boolean;
  /** What was found instead, in a few words. */
  readonly found: string;
};

const at = (thing: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      thing,
    );

const isLike = (value: unknown, wanted: unknown, phones: Readonly<Record<string, string>>): boolean => {
  if (typeof wanted === 'string' && wanted.startsWith('$')) return value === phones[wanted.slice(1)];
  if (typeof wanted === 'string' && wanted.startsWith('~')) {
    return typeof value === 'string' && value.toLowerCase().includes(wanted.slice(1).toLowerCase());
  }
  if (typeof wanted === 'object' && wanted !== null && 'below' in wanted) {
    return typeof value === 'number' && value < Number(wanted.below);
  }
  return value === wanted;
};

const inShort = (thing: unknown, where: Claim['where']): string => {
  const text = Object.keys(where)
    .map((path) => `${path}: ${JSON.stringify(at(thing, path))}`)
    .join(', ');
  return text.length > 200 ? `${text.slice(0, 200)}…` : `{ ${text} }`;
};

export const judge = (
  claim: Claim,
  evidence: Evidence,
  phones: Readonly<Record<string, string>>,
): Verdict => {
  const things = evidence[claim.look];
  const matching = things.filter((thing) =>
    Object.entries(claim.where).every(([path, wanted]) => isLike(at(thing, path), wanted, phones)),
  );
  const values = new Set(matching.map((thing) => JSON.stringify(at(thing, claim.same ?? ''))));
  const isSame = claim.same === undefined || values.size === 1;
  const holds = matching.length === claim.count && isSame;
  if (holds) return { claim, holds, found: '' };
  const others = things.slice(0, 3).map((thing) => inShort(thing, claim.where));
  const seen = `${matching.length} of ${things.length} ${claim.look} instead of ${claim.count}`;
  const different = isSame ? '' : `; ${claim.same} differs: ${[...values].join(', ')}`;
  return {
    claim,
    holds,
    found: `${seen}${different}${others.length > 0 ? `; found ${others.join(' ')}` : ''}`,
  };
};
