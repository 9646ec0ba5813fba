import { describe, expect, it } from 'vitest';
import type { DueIndex } from '../../../functions/domain/announcement/ports.ts';
import { releaseDue } from '../../../functions/domain/announcement/release-due.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-23T12:00:00Z');

/** An index without rows that notes which minutes are looked at, in minutes from noon. */
const anIndex = (watermark: number | undefined) => {
  const looked: number[] = [];
  const moved: number[] = [];
  const due: DueIndex = {
    watermark: async () => watermark,
    advance: async (toMs) => void moved.push((toMs - NOON) / MINUTE),
    async *dueIn(minuteMs) {
      looked.push((minuteMs - NOON) / MINUTE);
      yield [];
    },
  };
  const bus = { publish: async () => [] };
  const outbox = { settle: async () => undefined, postpone: async () => undefined };
  return { looked, moved, run: releaseDue({ bus, outbox, due }) };
};

describe('the minutes that the release function looks at', () => {
  it('are the present one, two before it, and each that is over once more ten minutes and a day later', async () => {
    const { looked, run } = anIndex(NOON - 2 * MINUTE);
    await run(NOON + 10_000);
    expect(looked.toSorted((one, other) => one - other)).toEqual([-1441, -11, -4, -3, -2, -1, 0]);
  });

  it('are all that were missed, as far as a run may take', async () => {
    const { looked, moved, run } = anIndex(NOON - 30 * 24 * 60 * MINUTE);
    const { minutes } = await run(NOON);
    expect(minutes).toBe(241);
    expect(moved.at(0)).toBe(-30 * 24 * 60 + 1);
    // The 238 that are new, a day earlier and ten minutes earlier, seven of which the run does not look at anyway.
    expect(new Set(looked).size).toBe(241 + 238 + 7);
  });

  it('move the watermark only where they are new', async () => {
    const { moved, run } = anIndex(NOON - MINUTE);
    await run(NOON + 59_000);
    expect(moved).toEqual([]);
    await run(NOON + MINUTE);
    expect(moved).toEqual([0]);
  });

  it('start an hour back on a stage that has never run', async () => {
    const { moved, run } = anIndex(undefined);
    await run(NOON);
    expect([moved.at(0), moved.at(-1)]).toEqual([-62, -1]);
  });
});
