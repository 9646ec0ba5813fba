import lighthouse, { desktopConfig } from 'lighthouse';
import { median } from '../sampling.ts';

const RUNS = 5;
const CATEGORIES = {
  performance: 'performance',
  accessibility: 'accessibility',
  bestPractices: 'best-practices',
};

export type LighthouseScores = Record<keyof typeof CATEGORIES, number>;

/**
 * What Lighthouse makes of a page, desktop preset, 0 to 100, as medians of five. `port`: where the developer tools of the
 * browser listen in which somebody is signed in, and stays so.
 */
export const lighthouseScores = async (
  url: string,
  port: number,
  onRun: (run: number, of: number) => void,
): Promise<LighthouseScores> => {
  const runs: LighthouseScores[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    onRun(run, RUNS);
    const result = await lighthouse(
      url,
      {
        port,
        logLevel: 'silent',
        output: 'json',
        onlyCategories: Object.values(CATEGORIES),
        disableStorageReset: true,
      },
      desktopConfig,
    );
    const { categories, runtimeError } = result?.lhr ?? {};
    if (!categories || runtimeError) throw new Error(`Lighthouse: ${runtimeError?.message ?? 'no result'}`);
    const scoreOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
    runs.push({
      performance: scoreOf(CATEGORIES.performance),
      accessibility: scoreOf(CATEGORIES.accessibility),
      bestPractices: scoreOf(CATEGORIES.bestPractices),
    });
  }
  return {
    performance: median(runs.map(({ performance }) => performance)),
    accessibility: median(runs.map(({ accessibility }) => accessibility)),
    bestPractices: median(runs.map(({ bestPractices }) => bestPractices)),
  };
};
