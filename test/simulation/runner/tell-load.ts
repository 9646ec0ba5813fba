import type { LoadReport } from '../load/report.ts';
import { type LoadJob, runLoad } from '../load/run-load.ts';
import { createProgress } from './progress.ts';

/** Of a whole load: a minute, and so many callers for one time. */
const MINUTE_SECONDS = 60;
const CONTENDERS = 10_000;
/** Rests are of no known length: the bar is for the part that is. */
const AHEAD_SECONDS = 66;
const RINGS_PER_SECOND = 200;

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ');

/** What a run came to, for people. */
const linesOf = (title: string, report: LoadReport): readonly string[] => {
  const { figures, answers, deepest, restSeconds, simulatedSeconds, ioPoints, seconds, violations } = report;
  return [
    '',
    title,
    `  What happened   ${counts(figures)}`,
    `  Answers         ${counts(answers)}`,
    `  Deepest queues  ${counts(deepest)}; ${number(restSeconds)} simulated s until everything was at rest`,
    `  Pace            ${number(ioPoints)} I/O points; ${number(simulatedSeconds)} simulated s in ${seconds.toFixed(1)} s: ${(simulatedSeconds / seconds).toFixed(1)} times real time`,
    ...violations.map(({ invariant, what }) => `  ✗ ${invariant}: ${what}`),
    ...(violations.length === 0 ? ['  ✓ every promise was kept'] : []),
  ];
};

const play = async (
  title: string,
  total: number,
  job: LoadJob,
  mutant: string | undefined,
): Promise<LoadReport> => {
  const progress = createProgress(title, total);
  let told = 0;
  const onSecond = (second: number): void => {
    const now = Math.min(second, total);
    if (now > told) progress.step(now - told);
    told = now;
  };
  const report = await runLoad(job, { onSecond, mutant });
  if (told < total) progress.step(total - told);
  progress.end();
  return report;
};

/** Plays both loads, prints what came of them, and answers 0 only if every promise was kept. */
export const tellLoad = async (options: {
  readonly seed: number;
  /** 1 is all of it; less is a shorter time at the same rates, and fewer contenders. */
  readonly scale: number;
  readonly json: boolean;
  /** The bug to plant. */
  readonly mutant: string | undefined;
}): Promise<number> => {
  const { seed, scale, json, mutant } = options;
  const count = Math.max(2, Math.round(CONTENDERS * scale));
  const seconds = Math.ceil(MINUTE_SECONDS * scale) + AHEAD_SECONDS;
  const minute = await play('load', seconds, { kind: 'minute', seed, scale }, mutant);
  const rings = Math.ceil(count / RINGS_PER_SECOND) + MINUTE_SECONDS;
  const contenders = await play('contenders', rings, { kind: 'contenders', seed, count }, mutant);
  if (json) console.log(JSON.stringify({ minute, contenders }, null, 2));
  else {
    const titles = [
      `${number(MINUTE_SECONDS * scale)} s of 200 tool calls and 500 webhooks a second over 50 businesses (seed ${seed})`,
      `${number(count)} callers book one time in one instant (seed ${seed})`,
    ] as const;
    console.log([...linesOf(titles[0], minute), ...linesOf(titles[1], contenders)].join('\n'));
  }
  return minute.violations.length + contenders.violations.length === 0 ? 0 : 1;
};
