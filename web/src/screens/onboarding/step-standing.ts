import type { Messages } from '../../messages/messages.ts';
import type { Step } from './onboarding-query.ts';
import { isOver } from './onboarding-query.ts';

type VendorWait = keyof Messages['onboarding']['vendor'];
export type Standing = keyof Messages['onboarding']['state'];

/** The vendor that it waits for; undefined: it waits for none. */
export const vendorOf = ({ vendor }: Messages['onboarding'], { waitsFor }: Step): string | undefined =>
  waitsFor !== undefined && waitsFor in vendor ? vendor[waitsFor as VendorWait] : undefined;

/** How a step stands, from where an owner looks at it. */
export const standingOf = (words: Messages['onboarding'], step: Step): Standing => {
  if (isOver(step) || step.state === 'undone') return step.state;
  if (step.needs.length > 0) return 'later';
  if (step.state === 'waiting') return vendorOf(words, step) === undefined ? 'yours' : 'waiting';
  return step.state;
};

/** What nobody can mend by saying something else. */
const AGAIN: readonly Step['problem'][] = [
  'number_refused',
  'agent_refused',
  'line_refused',
  'part_of_line_taken',
  'assignment_rejected',
  'campaign_rejected',
  'pin_refused',
  'vendor_refused',
  'vendor_down',
];

/** Whether trying it again, as it is, may help. */
export const mayBeTriedAgain = (words: Messages['onboarding'], step: Step): boolean =>
  step.needs.length === 0 &&
  ((step.state === 'stuck' && AGAIN.includes(step.problem)) || vendorOf(words, step) !== undefined);
