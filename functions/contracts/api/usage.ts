import * as z from 'zod';
import { OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const count = z.number().int().min(0);

/** Cents of booking fees. What was taken back is counted in the month of the booking. */
export const FeeTotals = z
  .object({
    chargedCents: count,
    owedCents: count,
    declinedCents: count,
    waivedCents: count,
    creditedCents: count.meta({ description: 'Of all of these, taken off an invoice afterwards' }),
    refundedCents: count,
  })
  .meta({ id: 'FeeTotals' });

/** What a business used in one of its own months. */
export const usageRoutes = {
  showUsage: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/usage',
    summary: "Calls, bookings, texts, fees and costs of a month by the business's clock",
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    query: z.strictObject({
      month: z
        .string()
        .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
        .meta({ description: '`YYYY-MM`' }),
    }),
    status: 200,
    answer: z
      .object({
        month: z.string(),
        zone: z.string(),
        from: instant,
        until: instant.meta({ description: 'Excluded' }),
        calls: count,
        callMs: count,
        minutes: count.meta({ description: 'Of all calls together, rounded up' }),
        callCostMicros: count.meta({ description: 'What the calls cost, in millionths of a dollar' }),
        bookings: count.meta({ description: 'Made by the agent, those that were cancelled later included' }),
        texts: z.object({
          requested: count,
          sent: count,
          failed: count,
          suppressed: count,
          uncertain: count,
        }),
        fees: FeeTotals,
        isComplete: z
          .boolean()
          .meta({ description: 'false: there was more than we count at once; the figures are too low' }),
      })
      .meta({ id: 'Usage' }),
    refuses: [],
  },
} as const satisfies RouteTable;
