import type { MetricQuery } from '../assembly/plan-alarms.ts';

export type Sample = { readonly at: number; readonly value: number };

export type Metrics = {
  /** `at` is the machine's clock: alarms measure real time, whatever day is being played. */
  record(metric: MetricQuery, value: number, at: number): void;
  samples(metric: MetricQuery): readonly Sample[];
  /** Counts what a line holds, if it is CloudWatch's embedded metric format. */
  recordLine(line: string, at: number): void;
};

const keptMs = 60 * 60_000;

const keyOf = ({ namespace, name, dimensions }: MetricQuery): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);

type Directive = { Namespace: string; Dimensions?: string[][]; Metrics?: { Name: string }[] };

export const createMetrics = (): Metrics => {
  const series = new Map<string, Sample[]>();

  const record: Metrics['record'] = (metric, value, at) => {
    const key = keyOf(metric);
    const samples = series.get(key) ?? [];
    series.set(key, samples);
    samples.push({ at, value });
    while ((samples[0]?.at ?? at) < at - keptMs) samples.shift();
  };

  const recordDirective = (
    directive: Directive,
    line: Readonly<Record<string, unknown>>,
    at: number,
  ): void => {
    for (const names of directive.Dimensions ?? [[]]) {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(line[name])]));
      for (const { Name } of directive.Metrics ?? []) {
        for (const value of [line[Name]].flat()) {
          record({ namespace: directive.Namespace, name: Name, dimensions }, Number(value), at);
        }
      }
    }
  };

  return {
    record,
    samples: (metric) => series.get(keyOf(metric)) ?? [],
    recordLine(line, at) {
      if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return;
      try {
        const parsed = JSON.parse(line) as { _aws?: { CloudWatchMetrics?: Directive[] } };
        for (const directive of parsed._aws?.CloudWatchMetrics ?? [])
          recordDirective(directive, { ...parsed }, at);
      } catch {
        // A line that only looks like metrics is a log line.
      }
    },
  };
};
