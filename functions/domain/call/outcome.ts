import type { Call, CallOutcome, ToolUse } from './call.ts';

type Known = Pick<Call, 'appointmentIds' | 'tools' | 'userSpoke' | 'startedAt' | 'endedAt'>;
type Outcome = { readonly outcome: CallOutcome; readonly outcomeCode?: string };

const isRefused = ({ answer }: ToolUse): boolean => answer !== 'ok';

/**
 * What came of a call that is over. A booking of ours decides; then what was refused of the last wish to book; then the
 * most that any tool did for the caller.
 */
export const outcomeOf = ({ appointmentIds, tools = [], userSpoke, startedAt, endedAt }: Known): Outcome => {
  if (appointmentIds.length > 0) return { outcome: 'booked' };
  const used = (tool: string): ToolUse | undefined => tools.findLast((use) => use.tool === tool);
  const booking = used('book_appointment');
  if (booking) return { outcome: 'refused', outcomeCode: booking.answer };
  const answered = (tool: string): boolean => tools.some((use) => use.tool === tool && !isRefused(use));
  if (answered('send_booking_sms')) return { outcome: 'texted' };
  if (answered('lookup_availability')) return { outcome: 'looked_up' };
  const refused = tools.findLast(isRefused);
  if (refused) return { outcome: 'refused', outcomeCode: refused.answer };
  if (userSpoke) return { outcome: 'no_tools' };
  return { outcome: startedAt === undefined && endedAt === undefined ? 'not_connected' : 'no_speech' };
};
