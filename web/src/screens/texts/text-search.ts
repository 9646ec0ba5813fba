import type { Text } from '../appointments/appointments.ts';

/** What texts are looked for by: `from` and `until` are instants. */
export type TextSearch = {
  readonly state?: Text['state'];
  readonly from?: string;
  readonly until?: string;
};
