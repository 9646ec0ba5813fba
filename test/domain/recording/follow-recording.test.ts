import { describe, expect, it } from 'vitest';
import { RECORDING_KEPT_DAYS } from '../../../functions/contracts/retention.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { aRecordingWorld, waiting } from '../../support/recording-world.ts';

const DAY_MS = 86_400_000;
const HALF_AN_HOUR_MS = 30 * 60_000;

describe('a recording that is to be copied [V3]', () => {
  it('is kept with how loud it is', async () => {
    const { state, follow } = aRecordingWorld();

    expect(await follow()).toBe('copied');

    expect(state.row).toMatchObject({ state: 'ready', shape: { durationMs: 2000 }, bytes: 32_044 });
    expect(state.discarded).toBe(1);
  });

  it('is kept without peaks where nobody can read it', async () => {
    const { state, follow } = aRecordingWorld({ bytes: Buffer.from('no sound that we know') });

    expect(await follow()).toBe('copied without peaks');

    expect(state.row).toMatchObject({ state: 'ready', shape: undefined });
    expect(state.object).toBeDefined();
  });

  it('ends as gone where the vendor has it no more', async () => {
    const { state, follow } = aRecordingWorld({ gone: 'link_gone' });
    state.now += HALF_AN_HOUR_MS;

    await follow();

    expect(state.row).toMatchObject({ state: 'gone', because: 'link_gone' });
    expect(state.object).toBeUndefined();
  });

  it.each(['not_kept', 'link_gone'] as const)(
    'is asked for again while the vendor may only be late (%s)',
    async (gone) => {
      const { state, follow } = aRecordingWorld({ gone });
      for (const now of [NOW, NOW + HALF_AN_HOUR_MS - 1]) {
        state.now = now;
        await expect(follow()).rejects.toMatchObject({
          code: 'vendor_unavailable',
          facts: { because: gone },
        });
      }
      expect(state.row).toBe(waiting);
    },
  );

  it.each(['too_large', 'empty'] as const)('is not asked for again where it is %s', async (gone) => {
    const { state, follow } = aRecordingWorld({ gone });

    await follow();

    expect(state.row).toMatchObject({ state: 'gone', because: gone });
  });

  it('leaves no object behind where another has found that the vendor has it no more', async () => {
    const { state, follow } = aRecordingWorld();
    state.fetched = async () => {
      state.row = { ...waiting, version: 2, state: 'gone', because: 'link_gone' };
    };

    expect(await follow()).toBe('ended by another');

    expect(state.object).toBeUndefined();
    expect(state.row).toMatchObject({ state: 'gone' });
  });

  it('is copied once, however often it is announced', async () => {
    const { state, follow } = aRecordingWorld();

    for (let time = 0; time < 100; time += 1) await follow();

    expect(state).toMatchObject({ puts: 1, row: { state: 'ready', version: 2 } });
  });

  it('is one and the same of two who copy it at once', async () => {
    const { state, follow } = aRecordingWorld();
    let both = 0;
    let go = () => {};
    const together = new Promise<void>((resolve) => {
      go = resolve;
    });
    state.fetched = async () => {
      both += 1;
      if (both === 2) go();
      await together;
    };

    const outcomes = await Promise.all([follow(), follow()]);

    expect(outcomes.toSorted()).toEqual(['copied', 'done by another']);
    expect(state.row).toMatchObject({ state: 'ready', version: 2 });
    expect(state.object).toBeDefined();
  });

  it.each(['before the object', 'after the object', 'before the row', 'after the row'])(
    'is there in the end though the worker dies %s',
    async (point) => {
      const { state, follow } = aRecordingWorld();
      state.dies = point;

      await expect(follow()).rejects.toThrow(point);
      await follow();

      expect(state.row).toMatchObject({ state: 'ready', version: 2 });
      expect(state.object).toBeDefined();
      expect(state.discarded).toBeGreaterThan(0);
    },
  );

  it('comes back where the vendor does not answer', async () => {
    const unavailable = aRecordingWorld();
    unavailable.state.fetched = async () => {
      throw new Refusal('vendor_unavailable');
    };

    await expect(unavailable.follow()).rejects.toMatchObject({ code: 'vendor_unavailable' });

    expect(unavailable.state.row).toBe(waiting);
  });
});

describe('a recording of a business that leaves [V3]', () => {
  it('is not stored once it has left', async () => {
    const { state, follow } = aRecordingWorld({ hasLeft: true });

    expect(await follow()).toBe('business left');

    expect(state.object).toBeUndefined();
  });

  it('is not stored where it was erased while it was fetched', async () => {
    const { state, follow } = aRecordingWorld();
    state.fetched = async () => {
      state.row = undefined;
    };

    expect(await follow()).toBe('business left');

    expect(state.object).toBeUndefined();
  });

  it('leaves nothing of a worker that died before it could see to that', async () => {
    const { state, follow } = aRecordingWorld();
    state.dies = 'before the row';
    await expect(follow()).rejects.toThrow();
    state.row = undefined;

    await follow();

    expect(state.object).toBeUndefined();
  });
});

describe('a recording whose time is over [V3]', () => {
  const overdue = async (given: Parameters<typeof aRecordingWorld>[0] = {}) => {
    const made = aRecordingWorld(given);
    await made.follow();
    made.state.now = NOW + RECORDING_KEPT_DAYS * DAY_MS;
    return made;
  };

  it('goes, and its row says so', async () => {
    const { state, follow } = await overdue();

    expect(await follow()).toBe('expired');

    expect(state).toMatchObject({ object: undefined, row: { state: 'expired', shape: undefined } });
  });

  it('stays a day before', async () => {
    const { state, follow } = await overdue();
    state.now -= DAY_MS;

    expect(await follow()).toBe('nothing');

    expect(state.object).toBeDefined();
  });

  it('stays while it is held, and goes when it is not held any more', async () => {
    const { state, follow } = await overdue({ isHeld: true });

    expect(await follow()).toBe('held');
    expect(state).toMatchObject({ row: { state: 'ready' } });
    expect(state.object).toBeDefined();
    state.isHeld = false;
    expect(await follow()).toBe('expired');
  });

  it.each(['before the row', 'after the row', 'after the object went'])(
    'is gone in the end though the worker dies %s',
    async (point) => {
      const { state, follow } = await overdue();
      state.dies = point;

      await expect(follow()).rejects.toThrow(point);
      await follow();

      expect(state).toMatchObject({ object: undefined, row: { state: 'expired' } });
    },
  );
});
