import * as z from 'zod';
import { AppointmentId } from '../ids.ts';
import { OWNERS, type RouteTable } from './route.ts';
import { instant, ofBusiness } from './shapes.ts';

const count = z.number().int().min(0);
const cents = z.number().int();

/** How far a call has come. */
export const CALL_STAGES = ['answered', 'missed', 'qualified', 'booked'] as const;
export type CallStage = (typeof CALL_STAGES)[number];

const MOST_DAYS = 92;
export const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

const date = z.iso
  .date()
  .refine((text) => text >= '2020-01-01' && text < '2100-01-01', 'not of this century’s business')
  .meta({ description: "`YYYY-MM-DD` by the business's clock" });
const daysOf = ({ from = '', until = '' }: { from?: string | undefined; until?: string | undefined }) =>
  (Date.parse(until) - Date.parse(from)) / DAY_MS;
type Given = { from?: string | undefined; until?: string | undefined };
const areBoth = ({ from, until }: Given) => (from === undefined) === (until === undefined);
const isSpan = (given: Given) =>
  given.from === undefined || given.until === undefined || (daysOf(given) >= 1 && daysOf(given) <= MOST_DAYS);
const spanRule = `from \`from\` until \`until\`, which is excluded, there is at least one day and at most ${MOST_DAYS}`;

/** What leads to the rows of a figure: a list of this API with its filters, or the ids themselves. */
const Rows = z
  .object({
    list: z.enum(['calls', 'fees', 'appointments']),
    from: instant.optional(),
    until: instant.optional(),
    stage: z.enum(CALL_STAGES).optional(),
    ids: z.array(AppointmentId).optional(),
  })
  .meta({ id: 'FigureRows' });

const Step = z.object({
  name: z.enum(['answered', 'qualified', 'booked', 'kept']),
  count,
  means: z.string(),
  rows: Rows,
});

const Roi = z
  .object({
    formula: z.string(),
    byService: z.array(
      z.object({
        serviceId: z.string(),
        keptBookings: count,
        jobValueCents: cents
          .nullable()
          .meta({ description: "The owner's own figure (settings); null: they have said none" }),
        valueCents: cents.nullable(),
      }),
    ),
    valueCents: cents.nullable().meta({ description: 'null: a job value is missing, so that nobody knows' }),
    feesCents: cents,
    subscriptionCents: cents.nullable().meta({ description: 'null: no invoice was paid in the period' }),
    costCents: cents.nullable(),
    gainCents: cents.nullable(),
    valuePerDollar: z
      .number()
      .nullable()
      .meta({ description: 'Value by cost; null: one is not known, or it cost nothing' }),
  })
  .meta({ id: 'Roi' });

const Period = z
  .object({
    fromDate: z.string(),
    untilDate: z.string().meta({ description: 'Excluded' }),
    from: instant,
    until: instant.meta({ description: 'Excluded' }),
    calls: z.object({ count, testCalls: count.meta({ description: 'Not among `count`' }), rows: Rows }),
    funnel: z.array(Step),
    toCome: count.meta({ description: 'Booked calls with an appointment that is not over yet' }),
    averageCallMs: count.nullable().meta({ description: 'Of calls whose length is known; null: of none' }),
    callCostMicros: count.nullable().meta({ description: 'null: known of no call' }),
    bookings: z.object({ count, feesCents: cents, rows: Rows }),
    byService: z.array(
      z.object({
        serviceId: z.string(),
        name: z.string(),
        bookings: count,
        kept: count,
        cancelled: count,
        rows: Rows,
      }),
    ),
    roi: Roi,
    isComplete: z
      .boolean()
      .meta({ description: 'false: there was more than we count at once; the figures are too low' }),
  })
  .meta({ id: 'PeriodFigures' });

export const insightRoutes = {
  showInsights: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/insights',
    summary: `What became of calls in some days by the business's clock, and of as many days before; the last ${DEFAULT_DAYS} if none are named`,
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    query: z
      .strictObject({ from: date.optional(), until: date.optional() })
      .refine(areBoth, { path: ['from'], message: 'both or none' })
      .refine(isSpan, { path: ['from'], message: spanRule })
      .refine(isSpan, { path: ['until'], message: spanRule }),
    cost: 20,
    status: 200,
    answer: z
      .object({
        zone: z.string(),
        period: Period,
        previous: Period,
        days: z.array(
          z.object({
            date: z.string(),
            from: instant,
            until: instant,
            calls: count,
            bookings: count,
            feesCents: cents,
          }),
        ),
        byHour: z
          .array(z.object({ weekday: count, hour: count, calls: count }))
          .meta({ description: 'Hours by the wall clock, 0 is Sunday; those without a call are left out' }),
        mostRows: count.meta({ description: 'So many calls and so many bookings are counted at once' }),
      })
      .meta({ id: 'Insights' }),
    refuses: [],
  },
} as const satisfies RouteTable;
