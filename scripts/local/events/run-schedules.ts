import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CloudPlan } from '../assembly/plan.ts';
import type { SchedulePlan } from '../assembly/plan-events.ts';
import type { LocalClock } from '../clock.ts';
import { ownCall } from '../gateway/aws-call.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { toSecond } from '../gateway/put-events.ts';
import type { InvokeResult, LambdaHost, LocalLog } from '../types.ts';

export type Schedules = {
  /** Runs every scheduled rule once, now, retries included. */
  runAll(): Promise<void>;
  /** Runs each rule when the machine's clock says it is due, until stopped. */
  startTimer(): void;
  stop(): void;
};

/** AWS waits one minute, then two. */
const retryDelayMs = 200;
const defaultRetries = 2;
const minuteMs = 60_000;

/** Scheduled rules and what Lambda does with an invocation nobody waits for: retries, then the failure destination. */
export const createSchedules = (options: {
  plan: CloudPlan;
  host: LambdaHost;
  perform: Gateway['perform'];
  clock: LocalClock;
  log: LocalLog;
  isPaused: (functionName: string) => boolean;
}): Schedules => {
  const { plan, host, perform, clock, log, isPaused } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const keepFailure = async (
    name: string,
    payload: unknown,
    tries: number,
    result: InvokeResult & { ok: false },
  ): Promise<void> => {
    const queue = plan.queues.find(({ arn }) => arn === plan.invokes.get(name)?.onFailureQueueArn);
    const spec = plan.functions.find((one) => one.name === name);
    if (!queue || !spec) {
      return log({
        at: clock.now(),
        source: 'schedule',
        level: 'error',
        text: `${name} failed ${tries} times: lost`,
      });
    }
    const record = {
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${spec.arn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: tries,
      },
      requestPayload: payload,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: result.errorType, errorMessage: result.errorMessage },
    };
    const input = { QueueUrl: queue.url, MessageBody: JSON.stringify(record) };
    // Lambda sends with the function's own role.
    const caller = { kind: 'function', name: 'lambda', roleId: spec.roleId, arn: spec.arn } as const;
    await perform(caller, ownCall('sqs', 'SendMessage', input, plan.place.region));
  };

  const invokeUnattended = async (name: string, payload: unknown): Promise<void> => {
    const retries = plan.invokes.get(name)?.maxRetries ?? defaultRetries;
    for (let tries = 1; !stopped; tries += 1) {
      const result = await host.invoke(name, payload);
      if (result.ok) return;
      if (tries > retries) return await keepFailure(name, payload, tries, result);
      await wait(retryDelayMs * tries, undefined, { ref: false });
    }
  };

  const run = async (schedule: SchedulePlan): Promise<void> => {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: plan.place.accountId,
      time: toSecond(clock.now()),
      region: plan.place.region,
      resources: [schedule.arn],
      detail: {},
    };
    const awake = schedule.functionNames.filter((name) => !isPaused(name));
    await Promise.all(awake.map((name) => invokeUnattended(name, event)));
  };

  const failed = (error: unknown): void =>
    log({ at: clock.now(), source: 'schedule', level: 'error', text: String(error) });

  const scheduleNextMinute = (): void => {
    timer = setTimeout(
      () => {
        const minute = Math.floor(Date.now() / minuteMs);
        const due = plan.schedules.filter(({ everyMinutes }) => minute % everyMinutes === 0);
        Promise.all(due.map(run)).catch(failed);
        scheduleNextMinute();
      },
      minuteMs - (Date.now() % minuteMs),
    );
  };

  return {
    runAll: async () => void (await Promise.all(plan.schedules.map(run))),
    startTimer: scheduleNextMinute,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
