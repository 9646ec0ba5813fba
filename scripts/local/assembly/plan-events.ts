import { compilePattern, type Matches } from '../events/event-pattern.ts';
import { scheduleMinutes } from '../events/schedule.ts';
import type { FunctionSpec } from '../types.ts';
import type { Found, Resources } from './plan.ts';
import { functionOf } from './plan-functions.ts';

export type QueueTarget = {
  readonly queueArn: string;
  readonly deadLetterArn: string | undefined;
  readonly maxRetries: number;
  /** A constant body in place of the event. */
  readonly input: string | undefined;
};

export type RulePlan = {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly matches: Matches;
  readonly targets: readonly QueueTarget[];
};

export type SchedulePlan = {
  readonly name: string;
  readonly arn: string;
  readonly everyMinutes: number;
  readonly functionNames: readonly string[];
};

export type EventsPlan = {
  readonly buses: readonly { readonly name: string; readonly arn: string }[];
  readonly rules: readonly RulePlan[];
  readonly schedules: readonly SchedulePlan[];
};

type Target = {
  Arn: string;
  Input?: string;
  DeadLetterConfig?: { Arn?: string };
  RetryPolicy?: { MaximumRetryAttempts?: number };
};

/** EventBridge's own: 24 hours of attempts. */
const defaultRetries = 185;

const targetsOf = ({ properties, logicalId }: Found): Target[] => {
  const targets = (properties.Targets ?? []) as Target[];
  for (const target of targets) {
    const shaped = ['InputPath', 'InputTransformer'].find((name) => name in target);
    if (shaped) throw new Error(`The local cloud does not know ${shaped} of rule targets (${logicalId}).`);
  }
  return targets;
};

const readRule = (found: Found, resources: Resources): RulePlan => {
  const bus = found.properties.EventBusName ?? 'default';
  return {
    name: found.identity.ref,
    arn: String(found.identity.attributes.Arn),
    busName:
      bus === 'default' ? bus : resources.named('AWS::Events::EventBus', bus, found.logicalId).identity.ref,
    matches: compilePattern(found.properties.EventPattern, found.logicalId),
    targets: targetsOf(found).map((target) => ({
      queueArn: String(
        resources.named('AWS::SQS::Queue', target.Arn, found.logicalId).identity.attributes.Arn,
      ),
      deadLetterArn: target.DeadLetterConfig?.Arn,
      maxRetries: target.RetryPolicy?.MaximumRetryAttempts ?? defaultRetries,
      input: target.Input,
    })),
  };
};

export const planEvents = (resources: Resources, functions: readonly FunctionSpec[]): EventsPlan => {
  const enabled = resources
    .of('AWS::Events::Rule')
    .filter(({ properties }) => properties.State !== 'DISABLED');
  return {
    buses: [
      {
        name: 'default',
        arn: `arn:aws:events:${resources.place.region}:${resources.place.accountId}:event-bus/default`,
      },
      ...resources
        .of('AWS::Events::EventBus')
        .map(({ identity }) => ({ name: identity.ref, arn: String(identity.attributes.Arn) })),
    ],
    rules: enabled
      .filter(({ properties }) => properties.EventPattern)
      .map((found) => readRule(found, resources)),
    schedules: enabled
      .filter(({ properties }) => properties.ScheduleExpression)
      .map((found) => ({
        name: found.identity.ref,
        arn: String(found.identity.attributes.Arn),
        everyMinutes: scheduleMinutes(String(found.properties.ScheduleExpression)),
        functionNames: targetsOf(found).map(
          (target) => functionOf(resources, functions, target.Arn, found.logicalId).name,
        ),
      })),
  };
};
