import { noDeeds } from '../world/scene.ts';
import { checkEnd } from './check-end.ts';
import type { Violation } from './violation.ts';
import type { Witness } from './witness.ts';

/** A text that names a booking's code is for that booking alone. */
const CONFIRMS = /Confirmation code/;
const FAILED = ['delivery_failed', 'sending_failed', 'expired'];

/**
 * All that must hold of a world that has come to rest and that nobody watched meanwhile: in which nobody forged anything,
 * cancelled, or changed a setting. Empty: every promise was kept.
 */
export const judge = (witness: Witness): readonly Violation[] => {
  const violations: Violation[] = [];
  const report = (invariant: string, what: string): void => void violations.push({ invariant, what });
  checkEnd(witness, noDeeds(), report);
  const arrived = new Set<string>();
  for (const { direction, from, to, text, status } of witness.telnyx.texts()) {
    if (direction !== 'outbound' || !CONFIRMS.test(text) || FAILED.includes(status)) continue;
    const key = `${from} ${to} ${text}`;
    if (arrived.has(key)) report('S1', `${to} gets the same confirmation from ${from} twice: ${text}`);
    arrived.add(key);
  }
  return violations;
};
