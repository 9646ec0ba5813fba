import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../scripts/play/claims.ts';
import { evidenceFrom, findingsOf } from '../../scripts/play/evidence.ts';
import { comesToItsLine, openByPartner } from '../../scripts/play/on-its-way.ts';
import { loadScenarios } from '../../scripts/play/scenario.ts';
import { performSteps } from '../../scripts/play/stage-play.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { eventually } from '../support/eventually.ts';
import { placeOf, silent } from '../support/played-scenarios.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const scenarios = loadScenarios().filter(
  ({ name, onboarding }) => onboarding === 'played' || name === 'unpaid-business',
);

describe('the scenarios of owners on their way to a line [O1] [O2] [B1]', () => {
  it('are the five that can go wrong', () => {
    expect(scenarios.map(({ name }) => name)).toEqual([
      'declined-at-checkout',
      'no-number-in-area',
      'retell-down-while-publishing',
      'abandoned-and-resumed',
      'unpaid-business',
    ]);
  });

  // Each in a world of its own: nobody tries the service twice with the demo's phone.
  describe.each(scenarios)('$name', (scenario) => {
    let world: FlowWorld;
    beforeAll(async () => {
      world = await startFlowWorld(MONDAY_MORNING, { store: 'memory' });
    });
    afterAll(() => world?.stop());

    it('ends well, with one of everything at every vendor', async () => {
      const place = placeOf(world);
      const { business: name, card, areaCode } = scenario;
      const wanted = { key: 'scene001', name, number: '+15125550299', card, areaCode };
      const coming = await openByPartner(place, wanted, () => undefined);
      if (scenario.onboarding !== 'played') await comesToItsLine(place, coming, card, () => undefined);
      const played = await performSteps(place, coming, scenario, silent);
      const phones = Object.fromEntries(
        Object.entries(scenario.callers).map(([caller, { phone }]) => [caller, phone]),
      );

      await eventually('its claims to hold', async () => {
        const evidence = evidenceFrom(await findingsOf(place, coming, played));
        const failed = scenario.claims.map((claim) => judge(claim, evidence, phones));
        expect(
          failed.filter(({ holds }) => !holds).map(({ claim, found }) => `${claim.that}: ${found}`),
        ).toEqual([]);
      });
      await place.vendors.mendAll();
      place.close();
    });
  });
});
