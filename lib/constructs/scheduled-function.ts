import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { Alarm } from './alarm.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';

export type ScheduledFunctionProps = ServiceFunctionProps & {
  /** What a customer loses while this fails, e.g. `fees are not charged`. */
  readonly impact: string;
  readonly every: Duration;
};

/** clock → function. A run that fails is tried twice more, then it is a dead letter; a clock that stops raises an alarm. */
export class ScheduledFunction extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const { house, impact } = props;
    this.function = new ServiceFunction(this, 'Scheduled', props);
    const { runbookPage } = this.function;
    const deadLetters = new DeadLetters(this, 'DeadLetters', { house, impact, runbookPage });
    this.function.allow(deadLetters.sending);
    // Between the rule and the function and inside the function are two different places to fail.
    const patience = { retryAttempts: 2, maxEventAge: Duration.minutes(5) };
    this.function.lambda.configureAsyncInvoke({
      ...patience,
      onFailure: deadLetters.destination,
    });
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(props.every),
      targets: [
        new LambdaFunction(this.function.lambda, { ...patience, deadLetterQueue: deadLetters.queue }),
      ],
    });
    new Alarm(this, 'Stopped', {
      house,
      impact,
      runbook: `${runbookPage}#stopped`,
      metric: this.function.lambda.metricInvocations({
        period: Duration.seconds(props.every.toSeconds() * 5),
      }),
      threshold: 1,
      below: true,
      silenceIsBad: true,
    });
  }
}
