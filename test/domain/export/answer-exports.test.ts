import { describe, expect, it } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId, ExportId } from '../../../functions/contracts/ids.ts';
import { EXPORT_KEPT_DAYS } from '../../../functions/contracts/retention.ts';
import { exportAnswers } from '../../../functions/domain/export/answer-exports.ts';
import type { Export } from '../../../functions/domain/export/export.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';

const businessId = 'biz_export0001' as BusinessId;
const caller = { personId: PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60') };

const world = () => {
  const all = new Map<string, Export>();
  const effects = new Set<string>();
  const answers = exportAnswers({
    by: hashing,
    limits: {
      by: hashing,
      factor: 1,
      tallies: {
        add: async (_count, effect, most) => {
          if (!effects.has(effect) && effects.size >= most) return 'full';
          effects.add(effect);
          return 'added';
        },
        addOne: async () => 'full',
      },
    },
    of: async () => ({
      exports: {
        find: async (_business, id) => all.get(id),
        ask: async (wanted) => void all.set(wanted.id, wanted),
      },
      archiveAddress: { sign: async ({ id }) => `https://archives.example/${id}` },
    }),
  });
  const asked = { query: undefined, body: undefined, caller: caller as never, nowMs: MONDAY_MORNING };
  const ask = (occasion: string) => answers.requestExport({ ...asked, path: { businessId }, occasion });
  const show = (exportId: ExportId, nowMs = MONDAY_MORNING) =>
    answers.showExport({ ...asked, path: { businessId, exportId }, occasion: undefined, nowMs });
  return { all, ask, show };
};

describe('an archive that an owner asks for [D13]', () => {
  it('is asked for five times a day, and a repeat is none', async () => {
    const { ask, all } = world();
    for (let time = 1; time <= 5; time += 1) await ask(`time ${time}`);

    await expect(ask('time 6')).rejects.toMatchObject({ code: 'daily_cap_reached' });
    expect(await ask('time 5')).toMatchObject({ state: 'requested' });
    expect(all.size).toBe(5);
  });

  it('is opened from when it is ready until it is taken away, and not an instant longer', async () => {
    const { ask, all, show } = world();
    const id = (await ask('once')).id as ExportId;
    expect((await show(id)).url).toBeUndefined();
    const readyAt = new Date(MONDAY_MORNING).toISOString();
    all.set(id, { ...(all.get(id) as Export), state: 'ready', readyAt });
    const keptMs = EXPORT_KEPT_DAYS * 86_400_000;

    expect((await show(id)).url).toBe(`https://archives.example/${id}`);
    expect((await show(id, MONDAY_MORNING + keptMs - 1)).url).toBeDefined();
    expect((await show(id, MONDAY_MORNING + keptMs)).url).toBeUndefined();
  });

  it('is not found by an id that nobody asked for', async () => {
    await expect(world().show('exp_nobodyasked1' as ExportId)).rejects.toMatchObject({
      code: 'export_not_found',
    });
  });
});
