import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, WITHOUT_CHROMIUM } from '../../scripts/browser/chromium.ts';
import { type Dashboards, dashboardsOf } from './dashboards.ts';
import { type People, peopleOf } from './people.ts';
import { type FlowWorld, startFlowWorld } from './world.ts';

/** What a test of the dashboard works with; there once the tests run. */
export type Stage = {
  readonly world: FlowWorld;
  readonly people: People;
  readonly dashboards: Dashboards;
};

/**
 * Tests of the dashboard in a real browser against a whole local cloud of their own. After each of them no page may have
 * had an error, nor broken its own policy. Where there is no Chromium they are skipped, with a word why.
 */
export const describeInBrowser = (name: string, tests: (stage: Stage) => void, startsAtMs?: number): void => {
  const path = chromiumPath();
  if (path === undefined) {
    describe.skip(`${name}: ${WITHOUT_CHROMIUM}`, () => it('needs a browser', () => {}));
    return;
  }
  describe(name, () => {
    const stage: { -readonly [Part in keyof Stage]?: Stage[Part] } = {};
    beforeAll(async () => {
      stage.world = await startFlowWorld(startsAtMs);
      stage.people = peopleOf(stage.world);
      stage.dashboards = await dashboardsOf(stage.world, path);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await stage.dashboards?.photograph(task.name);
      stage.world?.repair();
      expect(await stage.dashboards?.closeAll()).toEqual([]);
    });
    afterAll(async () => {
      await stage.dashboards?.stop();
      await stage.world?.stop();
    });
    tests(stage as Stage);
  });
};
