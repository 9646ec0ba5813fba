import fc from 'fast-check';
import type { AppointmentId, CallId } from '../../functions/contracts/ids.ts';
import { TEXT_STATES } from '../../functions/contracts/text-states.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { Call } from '../../functions/domain/call/call.ts';
import type { Fee } from '../../functions/domain/fee/fee.ts';
import type { FigureSources, PaidInvoice } from '../../functions/domain/figures/ports.ts';
import type { PageWanted } from '../../functions/domain/lists/ports.ts';
import type { Onboarding } from '../../functions/domain/onboarding/onboarding.ts';
import type { Text } from '../../functions/domain/text/text.ts';
import { anAppointment } from './builders.ts';
import { listedRows } from './listed-rows.ts';

const HOUR_MS = 3_600_000;

/** The middle of days on which clocks change, with their zones, of one on which they do not, and of one where they never do. */
export const DAYS = [
  ['America/New_York', '2026-03-08T12:00:00Z'],
  ['America/New_York', '2026-11-01T12:00:00Z'],
  ['America/Phoenix', '2026-11-01T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-04T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T00:00:00Z'],
  ['America/Chicago', '2026-12-01T06:00:00Z'],
  ['Pacific/Kiritimati', '2026-03-01T00:00:00Z'],
] as const;

/** What a clock on the wall there shows, by the platform and not by our own reckoning: `YYYY-MM-DD HH`. */
export const wall = (zone: string, at: string | number): string => {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day} ${part.hour}`;
};

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const cents = fc.integer({ min: 0, max: 20_000 });
const iso = (ms: number) => new Date(ms).toISOString();

/** Around an instant: most within three days, many at a whole hour or just before, where days begin; some long before. */
const instantsAround = (middle: number, daysBefore: number) =>
  fc.oneof(
    fc.integer({ min: -72, max: 72 }).map((hours) => iso(middle + hours * HOUR_MS)),
    fc.integer({ min: -72, max: 72 }).map((hours) => iso(middle + hours * HOUR_MS - 1)),
    fc.integer({ min: -daysBefore * 24 * 60, max: 72 * 60 }).map((minutes) => iso(middle + minutes * 60_000)),
  );

const OUTCOMES = [
  'booked',
  'refused',
  'texted',
  'looked_up',
  'no_tools',
  'no_speech',
  'not_connected',
] as const;
const FEE_STATES = ['owed', 'charged', 'declined', 'waived'] as const;

const served = (at: fc.Arbitrary<string>) =>
  fc.record({
    at,
    isTold: fc.boolean(),
    isOver: fc.boolean(),
    outcome: fc.constantFrom(...OUTCOMES),
    from: fc.constantFrom('+15125550187', '+15125550188', '+15125550199', 'anonymous', undefined),
    callType: fc.constantFrom('phone_call', 'web_call', undefined),
    durationMs: maybe(fc.integer({ min: 0, max: 7_200_000 })),
    costMicros: maybe(fc.integer({ min: 0, max: 5_000_000 })),
  });

export type History = {
  readonly calls: readonly Call[];
  readonly fees: readonly Fee[];
  readonly texts: readonly Text[];
  readonly appointments: readonly Appointment[];
  readonly invoices: readonly PaidInvoice[];
};

/** Whatever may have been around an instant: late reports, cancellations, what was given back. Ids follow their order. */
export const histories = (middle: number, { most = 40, daysBefore = 80 } = {}): fc.Arbitrary<History> => {
  const at = instantsAround(middle, daysBefore);
  return fc.record({
    // One whose beginning was never told is known from when we heard of its end.
    calls: fc.array(served(at), { maxLength: most }).map((all) =>
      all.map(
        ({ at: began, isTold, isOver, outcome, ...call }, index) =>
          ({
            ...call,
            id: `call_history${index}` as CallId,
            startedAt: isTold ? began : undefined,
            heardOfEndAt: isTold ? undefined : began,
            outcome: isOver || !isTold ? outcome : undefined,
            appointmentIds: outcome === 'booked' ? [`apt_history${index}` as AppointmentId] : [],
          }) as unknown as Call,
      ),
    ),
    fees: fc
      .array(
        fc.record({
          createdAt: at,
          state: fc.constantFrom(...FEE_STATES),
          waivedBecause: fc.constantFrom('trial', 'test_call', 'owner_call', 'cancelled_before_charge'),
          amountCents: cents,
          creditedCents: maybe(cents),
          refundedCents: maybe(cents),
        }),
        { maxLength: most },
      )
      .map((all) =>
        all.map(
          (fee, index) =>
            ({
              ...fee,
              id: `fee_history${index}`,
              appointmentId: `apt_history${index}`,
              waivedBecause: fee.state === 'waived' ? fee.waivedBecause : undefined,
            }) as unknown as Fee,
        ),
      ),
    texts: fc
      .array(fc.record({ requestedAt: at, state: fc.constantFrom(...TEXT_STATES) }), { maxLength: most })
      .map((all) => all.map((text, index) => ({ ...text, id: `txt_history${index}` }) as unknown as Text)),
    appointments: fc
      .array(
        fc.record({
          startsAt: at,
          bookedAt: at,
          status: fc.constantFrom('booked' as const, 'cancelled' as const),
          durationMinutes: fc.constantFrom(15, 60, 900),
          serviceId: fc.constantFrom('furnace-repair', 'tune-up'),
        }),
        { maxLength: most },
      )
      .map((all) =>
        all.map((one, index) => anAppointment({ ...one, id: `apt_history${index}` as AppointmentId })),
      ),
    invoices: fc.array(
      fc.record({
        at,
        state: fc.constantFrom('paid' as const, 'payment_failed' as const, 'void' as const),
        totalCents: cents,
        paidCents: cents,
        creditedCents: maybe(cents),
        refundedCents: maybe(cents),
      }) as fc.Arbitrary<PaidInvoice>,
      { maxLength: 4 },
    ),
  });
};

/** What figures are counted from, with what was asked of its lists. */
export const sourcesOf = (business: Business | undefined, history: History, onboarding?: Onboarding) => {
  const asked: PageWanted[] = [];
  const sources: FigureSources = {
    settings: { find: async () => business },
    onboardings: { find: async () => onboarding },
    lists: {
      calls: listedRows(history.calls, ({ startedAt, heardOfEndAt }) => startedAt ?? heardOfEndAt ?? '', {
        asked,
      }),
      fees: listedRows(history.fees, ({ createdAt }) => createdAt, { asked }),
      texts: listedRows(history.texts, ({ requestedAt }) => requestedAt, { asked }),
      appointments: listedRows(history.appointments, ({ startsAt }) => startsAt, {
        asked,
        order: 'earliest',
      }),
    },
    invoices: { all: async () => history.invoices },
    appointments: { find: async (_, id) => history.appointments.find((one) => one.id === id) },
  };
  return { sources, asked };
};
