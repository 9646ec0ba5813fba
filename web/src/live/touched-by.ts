import type { LiveTopic } from '../../../functions/contracts/live.ts';
import { ME } from '../app/me.ts';

/** What of a page a topic touches besides its own: figures are counted from all of them, and settings say what is free. */
const ALSO: Partial<Record<LiveTopic, readonly string[]>> = {
  calls: ['overview', 'insights', 'customers', 'feedback'],
  appointments: ['overview', 'insights', 'customers'],
  fees: ['overview', 'insights', 'billing', 'appointments'],
  texts: ['overview', 'appointments', 'customers'],
  billing: ['overview'],
  onboarding: ['overview', 'settings'],
  settings: ['overview', 'appointments', 'insights'],
  agent: ['overview'],
  leaving: ['settings', 'overview'],
};

/** Under which keys that is to be asked for again which the topics touch: of a team also who one is in it. */
export const touchedBy = (
  businessId: string,
  topics: readonly LiveTopic[],
): readonly (readonly string[])[] => [
  ...[...new Set(topics.flatMap((one) => [one, ...(ALSO[one] ?? [])]))].map((topic) => [businessId, topic]),
  ...(topics.includes('team') ? [ME] : []),
];
