import type { Bus, DueIndex, DueRow, Outbox } from './ports.ts';

const MINUTE_MS = 60_000;
/** Minutes looked at again: an index is not read at once, and a row may be written late in its minute. */
const LOOK_BACK_MINUTES = 2;
/**
 * Minutes later at which a minute is looked at once more. A write that its sender gave up on may land after its minute was
 * released, and nobody else would ever look there again.
 */
const LATE_LOOKS_MINUTES = [10, 24 * 60] as const;
/** Where a new stage starts looking. */
const FIRST_LOOK_BACK_MINUTES = 60;
/** Later runs go on from the watermark: a long outage is caught up in slices of three looks a minute that fit a function's time. */
const MOST_MINUTES_A_RUN = 240;

export type ReleaseReport = { readonly released: number; readonly refused: number; readonly minutes: number };

/**
 * Puts the events of all rows that are due on the bus and does nothing else. It starts from its own watermark, so minutes
 * in which it did not run are caught up. A row the bus refuses is due again in the next minute: it stops nobody else's.
 */
export const releaseDue = (deps: { readonly bus: Bus; readonly outbox: Outbox; readonly due: DueIndex }) => {
  const release = async (rows: readonly DueRow[], nowMs: number): Promise<number> => {
    const accepted = await deps.bus.publish(rows.map(({ event }) => event));
    await Promise.all(
      rows.map((row, index) => {
        if (!accepted[index]) return deps.outbox.postpone(row, nowMs + MINUTE_MS);
        return row.repeatEverySeconds === undefined
          ? deps.outbox.settle(row)
          : deps.outbox.postpone(row, nowMs + row.repeatEverySeconds * 1000);
      }),
    );
    return accepted.filter(Boolean).length;
  };

  return async (nowMs: number): Promise<ReleaseReport> => {
    const current = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const reached = await deps.due.watermark();
    const watermark = reached ?? current - FIRST_LOOK_BACK_MINUTES * MINUTE_MS;
    const from = Math.min(watermark, current) - LOOK_BACK_MINUTES * MINUTE_MS;
    const to = Math.min(current, from + MOST_MINUTES_A_RUN * MINUTE_MS);
    let released = 0;
    let seen = 0;
    const look = async (minute: number): Promise<void> => {
      for await (const page of deps.due.dueIn(minute)) {
        const rows = page.filter((row) => row.dueAtMs <= nowMs);
        seen += rows.length;
        released += await release(rows, nowMs);
      }
    };
    for (let minute = from; minute <= to; minute += MINUTE_MS) {
      await look(minute);
      // The current minute is not over: what is due later in it is for the next run.
      const isNew = minute < current && (reached === undefined || minute > reached);
      if (!isNew) continue;
      for (const later of LATE_LOOKS_MINUTES) await look(minute - later * MINUTE_MS);
      await deps.due.advance(minute);
    }
    return { released, refused: seen - released, minutes: (to - from) / MINUTE_MS + 1 };
  };
};
