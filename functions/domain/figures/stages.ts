import type { CallStage } from '../../contracts/api/insights.ts';
import type { Call, CallOutcome } from '../call/call.ts';
import { isAnswered } from './answered.ts';

type Judged = Pick<Call, 'outcome' | 'callType' | 'appointmentIds'>;

/** From a browser: somebody of the business tries their agent. */
export const isTestCall = ({ callType }: Pick<Call, 'callType'>): boolean => callType === 'web_call';

/** Somebody who asked the agent's tools for something wanted an appointment. */
const WANTED: readonly (CallOutcome | undefined)[] = ['booked', 'refused', 'texted', 'looked_up'];

const JUDGES: Readonly<Record<CallStage, (call: Judged) => boolean>> = {
  answered: isAnswered,
  missed: (call) => !isAnswered(call),
  qualified: (call) => isAnswered(call) && (WANTED.includes(call.outcome) || JUDGES.booked(call)),
  booked: (call) => isAnswered(call) && call.appointmentIds.length > 0,
};

/** Whether a call has come so far: what the funnel counts, and what the list shows of it. Test calls never have. */
export const hasReached = (stage: CallStage, call: Judged): boolean =>
  !isTestCall(call) && JUDGES[stage](call);
