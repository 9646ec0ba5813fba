import type { CloudPlan } from '../assembly/plan.ts';
import type { AlarmPlan } from '../assembly/plan-alarms.ts';
import type { QueueDepth } from '../backends/queues-and-objects.ts';
import type { LocalClock } from '../clock.ts';
import type { LocalLog } from '../types.ts';
import { evaluateAlarm, isEvaluable } from './evaluate-alarm.ts';
import type { Metrics } from './metrics.ts';

export type AlarmState = {
  readonly name: string;
  /** The alarm's description: what customers lose, and the runbook. */
  readonly impact: string;
  /** The queue that it watches, if any. */
  readonly queueName?: string;
  readonly state: 'OK' | 'ALARM' | 'not evaluated here';
  /** Milliseconds since 1970 by the local clock. */
  readonly since: number;
};

/** What the alarm's topic would have sent. */
export type AlarmMessage = {
  readonly at: number;
  readonly alarm: string;
  readonly state: 'OK' | 'ALARM';
  readonly impact: string;
  readonly recipients: readonly string[];
};

export type Alarms = {
  list(): AlarmState[];
  messages(): AlarmMessage[];
  /** Looks at every alarm now. Runs each second by itself. */
  evaluate(): Promise<void>;
  stop(): Promise<void>;
};

const evaluatedNamespaces = ['AWS/SQS', 'AWS/Lambda', 'CloudGreet'];
const evaluatedMetrics: Readonly<Record<string, readonly string[]>> = {
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
  'AWS/Lambda': ['Errors', 'Invocations'],
};

const isEvaluated = (alarm: AlarmPlan): boolean => {
  const { namespace, name } = alarm.metric ?? { namespace: '', name: '' };
  const known = evaluatedMetrics[namespace];
  return isEvaluable(alarm) && evaluatedNamespaces.includes(namespace) && (!known || known.includes(name));
};

const everyMs = 1_000;

export const startAlarms = (options: {
  plan: CloudPlan;
  metrics: Metrics;
  depth: (queueName: string) => Promise<QueueDepth>;
  clock: LocalClock;
  log: LocalLog;
}): Alarms => {
  const { plan, metrics, depth, clock, log } = options;
  const startedAt = Date.now();
  const messages: AlarmMessage[] = [];
  const states = new Map(
    plan.alarms.map(({ name }) => [name, { state: 'OK' as 'OK' | 'ALARM', since: clock.now() }]),
  );
  const evaluated = plan.alarms.filter(isEvaluated);
  const watched = new Set(
    evaluated.flatMap(({ metric }) =>
      metric?.namespace === 'AWS/SQS' ? [String(metric.dimensions.QueueName)] : [],
    ),
  );

  const sampleQueue = async (queueName: string): Promise<void> => {
    const { visible, oldestSentAt } = await depth(queueName);
    const now = Date.now();
    const record = (name: string, value: number): void =>
      metrics.record({ namespace: 'AWS/SQS', name, dimensions: { QueueName: queueName } }, value, now);
    record('ApproximateNumberOfMessagesVisible', visible);
    record('ApproximateAgeOfOldestMessage', oldestSentAt === undefined ? 0 : (now - oldestSentAt) / 1000);
  };

  const move = (alarm: AlarmPlan, state: 'OK' | 'ALARM'): void => {
    const at = clock.now();
    states.set(alarm.name, { state, since: at });
    log({
      at,
      source: 'alarm',
      level: state === 'OK' ? 'info' : 'error',
      text: `${state}: ${alarm.description}`,
    });
    if (state === 'OK' && !alarm.tellsWhenOver) return;
    const { name, description, recipients } = alarm;
    messages.push({ at, alarm: name, state, impact: description, recipients });
  };

  const evaluate = async (): Promise<void> => {
    await Promise.all([...watched].map(sampleQueue));
    for (const alarm of evaluated) {
      if (!alarm.metric) continue;
      const state = evaluateAlarm(alarm, metrics.samples(alarm.metric), Date.now(), startedAt);
      if (state && state !== states.get(alarm.name)?.state) move(alarm, state);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = evaluate().catch((error: unknown) =>
      log({ at: clock.now(), source: 'alarm', level: 'error', text: String(error) }),
    );
  }, everyMs);
  timer.unref();

  return {
    evaluate,
    messages: () => [...messages],
    list: () =>
      plan.alarms.map((alarm) => {
        const { state, since } = states.get(alarm.name) ?? { state: 'OK', since: 0 };
        const queueName = alarm.metric?.dimensions.QueueName;
        return {
          name: alarm.name,
          impact: alarm.description,
          ...(queueName !== undefined && { queueName }),
          state: evaluated.includes(alarm) ? state : 'not evaluated here',
          since,
        };
      }),
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
};
