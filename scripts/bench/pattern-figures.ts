import type { AccessPattern } from '../docs/access-pattern.ts';
import { ACCESS_PATTERNS } from '../docs/access-patterns.ts';
import { patternOf, unitsOf } from '../docs/match-requests.ts';
import { type Figure, figure } from './figure.ts';
import type { Used } from './recorded-usage.ts';

const figuresOf = (pattern: AccessPattern, requests: readonly Used[]): Figure[] => {
  const expected = unitsOf(pattern);
  const isRead = expected.read > 0;
  const units = requests.reduce((sum, one) => sum + (isRead ? one.readUnits : one.writeUnits), 0);
  return [
    figure({ name: `access, ${pattern.why}: requests`, value: requests.length, unit: 'requests' }),
    figure({
      name: `access, ${pattern.why}: units of a request, beside docs/data.md`,
      value: units / requests.length,
      unit: isRead ? 'read units' : 'write units',
      peer: isRead ? expected.read : expected.write,
      goal: 1,
    }),
  ];
};

/**
 * How often each access pattern was used and what one request of it took, beside what the page of data says of it; last,
 * how many patterns that page has which what was played did not need. Throws for a request that no pattern describes.
 */
export const patternFigures = (used: readonly Used[]): Figure[] => {
  const ofFunctions = used.filter(({ caller, service }) => service === 'dynamodb' && caller.includes('/'));
  const byPattern = Map.groupBy(ofFunctions, (request) => {
    const pattern = patternOf(request);
    if (!pattern) throw new Error(`no access pattern describes ${request.caller} ${request.action}`);
    return pattern;
  });
  const seen = ACCESS_PATTERNS.flatMap((pattern) => {
    const requests = byPattern.get(pattern);
    return requests ? [{ pattern, requests }] : [];
  });
  return [
    ...seen.flatMap(({ pattern, requests }) => figuresOf(pattern, requests)),
    figure({
      name: 'access patterns of docs/data.md that nothing here needed',
      value: ACCESS_PATTERNS.length - seen.length,
      unit: 'patterns',
    }),
  ];
};
