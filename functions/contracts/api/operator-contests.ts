import * as z from 'zod';
import { CONTEST_REASONS } from '../contest.ts';
import { AppointmentId, BusinessId, FeeId } from '../ids.ts';
import { ContestFactsShape, ContestShape } from './fees.ts';
import type { RouteTable } from './route.ts';
import { instant, ofBusiness, words } from './shapes.ts';

const operator = { who: 'operator' } as const;

/** What an owner says against a fee, and what our records say: no customer, no telephone, no appointment. */
const WaitingContest = z
  .object({
    businessId: BusinessId,
    feeId: FeeId,
    appointmentId: AppointmentId,
    amountCents: z.number().int(),
    reason: z.enum(CONTEST_REASONS),
    words: z.string().optional().meta({ description: "The owner's own, as they wrote them to us" }),
    at: instant,
    decideBy: instant.meta({ description: 'Two business days after it was contested' }),
    facts: ContestFactsShape,
  })
  .meta({ id: 'WaitingContest' });

/** As many as an operator is shown at once: what is decided makes room for the next. */
export const MOST_WAITING = 200;

/** Contested fees that no rule decides. */
export const operatorContestRoutes = {
  listContests: {
    method: 'GET',
    at: '/v1/operator/contests',
    summary: `Contested fees that wait for a decision, of all businesses, the longest first; ${MOST_WAITING} at most`,
    access: operator,
    status: 200,
    answer: z.object({ items: z.array(WaitingContest) }),
    refuses: [],
  },
  decideContest: {
    method: 'POST',
    at: '/v1/operator/businesses/{businessId}/contests/{feeId}/decide',
    summary: 'Decide a contested fee, once: what is granted is given back at once',
    access: operator,
    path: ofBusiness.extend({ feeId: FeeId }),
    body: z.strictObject({ decision: z.enum(['grant', 'refuse']), words: words(1000) }),
    status: 200,
    answer: ContestShape,
    refuses: ['contest_not_found', 'contest_decided', 'changed_meanwhile'],
  },
} as const satisfies RouteTable;
