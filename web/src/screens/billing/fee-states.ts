import type { Fee } from './billing.ts';

export type FeeState = Fee['state'];
export const FEE_STATES: readonly FeeState[] = ['owed', 'charged', 'declined', 'waived'];
export const isFeeState = (value: unknown): value is FeeState => FEE_STATES.includes(value as FeeState);
