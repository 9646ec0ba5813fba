import type { Call } from '../call/call.ts';
import type { Fee, FeeState } from '../fee/fee.ts';
import type { Text, TextState } from '../text/text.ts';

/** What a business used, by the rows that say so and by nothing else. */
export type Usage = {
  readonly calls: number;
  readonly callMs: number;
  /** Of all calls together, rounded up. */
  readonly minutes: number;
  /** Millionths of a dollar. */
  readonly callCostMicros: number;
  /** By the agent: each has its fee, charged or not. What a business books by itself has none and is not counted. */
  readonly bookings: number;
  readonly texts: {
    readonly requested: number;
    readonly sent: number;
    readonly failed: number;
    readonly suppressed: number;
    readonly uncertain: number;
  };
  readonly fees: {
    readonly chargedCents: number;
    readonly owedCents: number;
    readonly declinedCents: number;
    readonly waivedCents: number;
    readonly creditedCents: number;
    readonly refundedCents: number;
  };
};

export type UsageRows = {
  readonly calls: readonly Pick<Call, 'durationMs' | 'costMicros'>[];
  readonly fees: readonly Pick<Fee, 'state' | 'amountCents' | 'creditedCents' | 'refundedCents'>[];
  readonly texts: readonly Pick<Text, 'state'>[];
};

const MINUTE_MS = 60_000;

const sum = (values: readonly (number | undefined)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

export const usageOf = ({ calls, fees, texts }: UsageRows): Usage => {
  const callMs = sum(calls.map(({ durationMs }) => durationMs));
  const textsIn = (...states: readonly TextState[]) =>
    texts.filter(({ state }) => states.includes(state)).length;
  const centsIn = (state: FeeState) =>
    sum(fees.filter((fee) => fee.state === state).map(({ amountCents }) => amountCents));
  return {
    calls: calls.length,
    callMs,
    minutes: Math.ceil(callMs / MINUTE_MS),
    callCostMicros: sum(calls.map(({ costMicros }) => costMicros)),
    bookings: fees.length,
    texts: {
      requested: texts.length,
      sent: textsIn('sent', 'delivered'),
      failed: textsIn('failed'),
      suppressed: textsIn('suppressed'),
      uncertain: textsIn('uncertain'),
    },
    fees: {
      chargedCents: centsIn('charged'),
      owedCents: centsIn('owed'),
      declinedCents: centsIn('declined'),
      waivedCents: centsIn('waived'),
      creditedCents: sum(fees.map(({ creditedCents }) => creditedCents)),
      refundedCents: sum(fees.map(({ refundedCents }) => refundedCents)),
    },
  };
};
