import type { Text } from '../appointments/appointments.ts';

type TextState = Text['state'];
export const TEXT_STATES: readonly TextState[] = [
  'requested',
  'sending',
  'sent',
  'delivered',
  'failed',
  'suppressed',
  'uncertain',
];

/** What texts are looked for by: `from` and `until` are instants. */
export type TextSearch = {
  readonly state?: TextState;
  readonly from?: string;
  readonly until?: string;
};
