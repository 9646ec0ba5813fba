import type { CloudPlan } from '../assembly/plan.ts';
import type { QueueTarget, RulePlan } from '../assembly/plan-events.ts';
import type { LocalClock } from '../clock.ts';
import { ownCall } from '../gateway/aws-call.ts';
import type { Caller } from '../gateway/caller.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { EventEnvelope } from '../gateway/put-events.ts';
import type { LocalLog } from '../types.ts';

export type EventDelivery = {
  /** Gives the event to every target of every rule that matches it, in the background. */
  deliver(busName: string, event: EventEnvelope): void;
  stop(): void;
};

type Attempt =
  | { readonly done: true }
  | { readonly done: false; readonly code: string; readonly final: boolean };

const firstDelayMs = 100;
const longestDelayMs = 5_000;

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/** EventBridge's rules: a message per target, tried again for as long as the target says, then its dead letters. */
export const createEventDelivery = (options: {
  plan: CloudPlan;
  perform: Gateway['perform'];
  clock: LocalClock;
  log: LocalLog;
}): EventDelivery => {
  const { plan, perform, clock, log } = options;
  const waiting = new Set<NodeJS.Timeout>();
  let stopped = false;

  const send = async (
    rule: RulePlan,
    queueArn: string,
    body: string,
    attributes?: object,
  ): Promise<Attempt> => {
    const queue = plan.queues.find(({ arn }) => arn === queueArn);
    if (!queue) return { done: false, code: 'NO_PERMISSIONS', final: true };
    const caller: Caller = {
      kind: 'service',
      name: 'events',
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    };
    const input = {
      QueueUrl: queue.url,
      MessageBody: body,
      ...(attributes && { MessageAttributes: attributes }),
    };
    try {
      const { status } = await perform(caller, ownCall('sqs', 'SendMessage', input, plan.place.region));
      if (status < 300) return { done: true };
      return {
        done: false,
        code: status === 403 ? 'NO_PERMISSIONS' : 'SDK_CLIENT_ERROR',
        final: status === 403,
      };
    } catch {
      return { done: false, code: 'SDK_CLIENT_ERROR', final: false };
    }
  };

  const giveUp = async (rule: RulePlan, target: QueueTarget, body: string, code: string): Promise<void> => {
    const attributes = {
      RULE_ARN: text(rule.arn),
      TARGET_ARN: text(target.queueArn),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(`${rule.name} could not send to ${target.queueArn}`),
    };
    const kept = target.deadLetterArn
      ? await send(rule, target.deadLetterArn, body, attributes)
      : ({ done: false } as const);
    const fate = kept.done ? 'kept as a dead letter' : 'lost';
    const line = `${rule.name} could not deliver to ${target.queueArn} (${code}): ${fate}`;
    log({ at: clock.now(), source: 'events', level: 'error', text: line });
  };

  const attempt = async (rule: RulePlan, target: QueueTarget, body: string, tries: number): Promise<void> => {
    const outcome = await send(rule, target.queueArn, body);
    if (outcome.done || stopped) return;
    if (outcome.final || tries > target.maxRetries) return await giveUp(rule, target, body, outcome.code);
    const timer = setTimeout(
      () => {
        waiting.delete(timer);
        void attempt(rule, target, body, tries + 1);
      },
      Math.min(firstDelayMs * 2 ** (tries - 1), longestDelayMs),
    );
    waiting.add(timer);
  };

  return {
    deliver(busName, event) {
      for (const rule of plan.rules) {
        if (rule.busName !== busName || !rule.matches(event)) continue;
        for (const target of rule.targets)
          void attempt(rule, target, target.input ?? JSON.stringify(event), 1);
      }
    },
    stop() {
      stopped = true;
      for (const timer of waiting) clearTimeout(timer);
    },
  };
};
