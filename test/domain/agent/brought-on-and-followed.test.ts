import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import {
  type BringOnOrCloseDeps,
  bringOnOrClose,
} from '../../../functions/domain/leaving/bring-on-or-close.ts';
import { aClock } from '../../support/builders.ts';

const BUSINESS = 'biz_follows0001' as BusinessId;

/** What the worker looks at first for each of the two, answering nothing unless it is told to fail. */
const aWorker = (fails: { readonly line?: Error; readonly agent?: Error }) => {
  const looked: string[] = [];
  const looks = (at: 'line' | 'agent') => async () => {
    looked.push(at);
    const error = fails[at];
    if (error) throw error;
    return undefined;
  };
  const none = async () => undefined;
  const deps = {
    onboardings: { find: looks('line') },
    records: { find: looks('agent') },
    settings: { find: async () => ({ id: BUSINESS }) },
    closings: { find: none },
    trialRows: {},
    lists: {},
    limits: { by: {}, factor: 1, tallies: {} },
    proofs: {},
    clock: aClock(),
  };
  const work = bringOnOrClose(deps as unknown as BringOnOrCloseDeps);
  return { looked, hear: (name: string) => work({ businessId: BUSINESS, name }) };
};

describe('settings that have changed [A1] [O1]', () => {
  it('are followed by the agent and by the line', async () => {
    const { looked, hear } = aWorker({});

    await expect(hear('settings.changed')).resolves.toBe('no agent');

    expect(new Set(looked)).toEqual(new Set(['line', 'agent']));
  });

  it.each([
    ['the line', { line: new Error('the table does not answer') }],
    ['the agent', { agent: new Refusal('vendor_unavailable', { vendor: 'retell' }) }],
  ])(
    'come back where they could not be followed by %s, which kept nothing from the other',
    async (_, fails) => {
      const { looked, hear } = aWorker(fails);

      await expect(hear('settings.changed')).rejects.toBe(Object.values(fails)[0]);

      expect(new Set(looked)).toEqual(new Set(['line', 'agent']));
    },
  );

  it('come back where neither could follow them, though one of the two is no matter any more', async () => {
    const lost = new Refusal('claim_lost');
    const unavailable = new Refusal('vendor_unavailable', { vendor: 'retell' });
    const { hear } = aWorker({ line: lost, agent: unavailable });

    const told = hear('settings.changed');

    await expect(told).rejects.toMatchObject({ errors: [lost, unavailable] });
    // A worker lets go of a refusal that is no matter; of anything else it does not.
    await expect(told).rejects.not.toBeInstanceOf(Refusal);
  });

  it('are no news where an owner went back to an earlier agent: only that is followed', async () => {
    const { looked, hear } = aWorker({});

    await expect(hear('agent.chosen')).resolves.toBe('no agent');

    expect(looked).toEqual(['agent']);
  });

  it.each(['onboarding.requested', 'provision.told', 'call.ended'])(
    'are not looked at by %s',
    async (name) => {
      const { looked, hear } = aWorker({});

      await hear(name);

      expect(looked).not.toContain('agent');
    },
  );
});
