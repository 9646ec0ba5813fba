import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../scripts/play/claims.ts';
import { openBusiness } from '../../scripts/play/demo-business.ts';
import { evidenceFrom, findingsOf } from '../../scripts/play/evidence.ts';
import { thereAlready } from '../../scripts/play/on-its-way.ts';
import { loadScenarios, type Scenario } from '../../scripts/play/scenario.ts';
import { performSteps } from '../../scripts/play/stage-play.ts';
import { eventually } from '../support/eventually.ts';
import { placeOf, silent } from '../support/played-scenarios.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const scenarios = loadScenarios().filter(
  ({ onboarding, steps }) => onboarding === undefined && steps.some((step) => 'fault' in step),
);

describe('the scenarios in which vendors fail [P2, B2, N1]', () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await startFlowWorld();
  });
  afterAll(() => world?.stop());

  const play = async (scenario: Scenario, serial: number) => {
    const place = placeOf(world);
    const business = await openBusiness(place, {
      key: `storm${String(serial).padStart(4, '0')}`,
      name: scenario.business,
      number: `+151255504${String(serial).padStart(2, '0')}`,
      card: scenario.card,
    });
    const played = await performSteps(place, thereAlready(business), scenario, silent);
    return {
      place,
      verdicts: async () => {
        const evidence = evidenceFrom(await findingsOf(place, thereAlready(business), played));
        return scenario.claims.map((claim) => judge(claim, evidence, {}));
      },
    };
  };

  it('are more than one', () => {
    expect(scenarios.map(({ name }) => name)).toEqual(['stormy-vendors', 'deaf-and-forging-vendors']);
  });

  it('play every way in which a vendor can fail us', () => {
    const effects = JSON.stringify(scenarios).matchAll(/"effect":"([^"]+)"/g);
    const cards = loadScenarios().map(({ card }) => card);

    expect([...new Set([...effects].map(([, effect]) => effect))].sort()).toEqual(
      expect.arrayContaining([
        'delay',
        'drop',
        'forge',
        'garbage',
        'hang-after',
        'reorder',
        'repeat',
        'stale',
      ]),
    );
    expect(cards).toContain('insufficient_funds');
  });

  it.each(scenarios.map((scenario, serial) => ({ scenario, serial, name: scenario.name })))(
    'end well: $name',
    async ({ scenario, serial }) => {
      const { place, verdicts } = await play(scenario, serial);

      await eventually('its claims to hold', async () => {
        const failed = (await verdicts()).filter(({ holds }) => !holds);
        expect(failed.map(({ claim, found }) => `${claim.that}: ${found}`)).toEqual([]);
      });

      await place.vendors.mendAll();
      expect((await verdicts()).filter(({ holds }) => !holds).map(({ claim }) => claim.look)).toEqual(
        scenario.claims.filter(({ look }) => look === 'faults').map(({ look }) => look),
      );
      place.close();
    },
  );
});
