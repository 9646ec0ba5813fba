import type { Call } from '../call/call.ts';

/** When a call began, as lists have it; one that never connected: when we heard that it is over. */
export const beganAt = ({ startedAt, heardOfEndAt }: Pick<Call, 'startedAt' | 'heardOfEndAt'>) =>
  startedAt ?? heardOfEndAt;

/** Whether the agent picked up. One that is still going on is. */
export const isAnswered = ({ outcome }: Pick<Call, 'outcome'>): boolean => outcome !== 'not_connected';
