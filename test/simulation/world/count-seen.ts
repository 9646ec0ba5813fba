import { hazards } from './hazards.ts';
import { OUTAGES } from './plan.ts';
import type { Deeds } from './scene.ts';
import type { Outage, Universe } from './universe.ts';
import type { Lookups } from './watch-lookups.ts';

/** What is not to be read off the universe when a run is over. */
export type Noticed = {
  readonly deeds: Deeds;
  readonly lookups: Lookups;
  /** The outages that kept something from our code. */
  readonly felt: ReadonlySet<Outage>;
  /** The names of hazards that did something. */
  readonly struck: readonly string[];
};

/** How often things happened that runs should see: whatever is counted here must not stay 0 over many runs. */
export const countSeen = (
  universe: Universe,
  { deeds, lookups, felt, struck }: Noticed,
): Record<string, number> => {
  const { kernel, queues, deliveries, stream, stripe, telnyx, heard } = universe;
  const all = Object.values(queues);
  const sum = (of: (queue: (typeof all)[number]) => number) =>
    all.reduce((total, queue) => total + of(queue), 0);
  const rows = universe.rows();
  const texts = rows.filter(({ sk }) => String(sk).includes('#TEXT#'));
  const reconciled = rows.filter(
    ({ sk, state, id, invoiceId }) =>
      String(sk).endsWith('#FEE') && state === 'charged' && lookups.foundAgain.has(`${id} ${invoiceId}`),
  );
  const booked = heard.flatMap(({ tool, answer }) =>
    tool === 'book_appointment' && answer?.ok ? [answer.booking_id] : [],
  );
  return {
    bookings: new Set(booked).size,
    'slots lost to another': heard.filter(({ answer }) => answer?.code === 'slot_taken').length,
    'calls answered with nothing': heard.filter(({ answer }) => answer === undefined).length,
    'invoices paid': stripe.paidInvoices().length,
    'charges reconciled': reconciled.length,
    'cards declined': lookups.declines,
    refunds: stripe.lives.refunds.size,
    'texts sent': telnyx.texts().filter(({ direction }) => direction === 'outbound').length,
    'texts looked for': lookups.texts,
    'texts uncertain': texts.filter(({ state }) => state === 'uncertain').length,
    'STOPs said': deeds.stopsSaid.size,
    'STARTs said': deeds.startsSaid.size,
    'dead letters': sum(({ seen }) => seen.deadLettered),
    'dead letters redriven': sum(({ seen }) => seen.redriven),
    'messages doubled': sum(({ seen }) => seen.doubled),
    'webhooks doubled': deliveries.seen.doubled,
    'webhooks late': deliveries.seen.late,
    'webhooks given up': deliveries.seen.givenUp,
    'stream records given up': stream.givenUp.length,
    'late writes landed': kernel.lateWrites.landed,
    'late writes refused': kernel.lateWrites.refused,
    forgeries: deeds.forgedMarks.length,
    'poison messages': deeds.poison.size,
    cancellations: deeds.cancelled.size,
    ...Object.fromEntries(
      hazards.map(({ name }) => [`hazard "${name}"`, struck.filter((one) => one === name).length]),
    ),
    ...Object.fromEntries(
      OUTAGES.map(({ name, ms }) => [
        `outages of ${name}`,
        [...felt].filter(({ from, until }) => until - from === ms).length,
      ]),
    ),
  };
};
