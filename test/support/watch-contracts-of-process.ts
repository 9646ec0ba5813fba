import { isMainThread } from 'node:worker_threads';
import { type Traffic, watchTraffic } from '../../scripts/local/vendors/traffic.ts';
import { areContractsHere } from './contracts/documents.ts';

/**
 * `node --import` of this holds a whole process to the vendors' contracts, as watch-contracts.ts holds a test: what its
 * simulators saw is judged when it ends, and a breach is told on stderr and by this exit code.
 */
const BROKEN = 70;

if (isMainThread && areContractsHere) {
  const { findingsIn } = await import('./contracts/findings.ts');
  const seen: Traffic[] = [];
  watchTraffic((traffic) => void seen.push(traffic));
  process.on('exit', () => {
    const lines = new Set(findingsIn(seen).map(({ line }) => line));
    if (lines.size === 0) return;
    process.stderr.write(`the traffic broke contracts:\n${[...lines].join('\n')}\n`);
    process.exitCode = BROKEN;
  });
}
