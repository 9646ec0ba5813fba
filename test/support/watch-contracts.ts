import { afterAll, afterEach } from 'vitest';
import { type Traffic, watchTraffic } from '../../scripts/local/vendors/traffic.ts';
import { endFile, endTest, isDeliberate } from './contracts/deliberate.ts';
import { areContractsHere } from './contracts/documents.ts';

/**
 * Every test that starts a simulator is held to the vendors' contracts: what our adapters send, what a simulator answers
 * and what it sends by itself. Each piece is judged after the test in which it passed; where ../shared is absent
 * nothing is watched, and the suite of test/contracts says so.
 */
let seen: Traffic[] = [];
const stopWatching = areContractsHere ? watchTraffic((traffic) => void seen.push(traffic)) : undefined;

const breaches = async (): Promise<readonly string[]> => {
  const traffic = seen;
  seen = [];
  if (traffic.length === 0) return [];
  const { findingsIn } = await import('./contracts/findings.ts');
  return findingsIn(traffic).flatMap(({ part, line }) => (isDeliberate(part) ? [] : [line]));
};

const failWith = (lines: readonly string[]): void => {
  if (lines.length === 0) return;
  throw new Error(`the traffic broke contracts:\n${[...new Set(lines)].join('\n')}`);
};

/** What nobody watches cannot be found broken: there a declaration is not in vain. */
const inVain = (end: () => readonly string[]): readonly string[] => (areContractsHere ? end() : []);

afterEach(async () => failWith([...(await breaches()), ...inVain(endTest)]));
afterAll(async () => {
  stopWatching?.();
  failWith([...(await breaches()), ...inVain(endFile)]);
});
