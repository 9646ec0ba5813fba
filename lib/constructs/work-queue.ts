import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { Alarm, perMinute } from './alarm.ts';
import type { House } from './house.ts';
import type { Permission } from './permission.ts';

export type WorkQueueProps = {
  readonly house: House;
  /** What a customer loses while messages wait or are given up. */
  readonly impact: string;
  /** Runbook page; this construct's alarms are its headings `dead-letters` and `late`. */
  readonly runbookPage: string;
  /** Of the function that empties the queue. */
  readonly consumerTimeout: Duration;
  /** A message older than this raises the alarm `late`. Default 5 minutes. */
  readonly lateAfter?: Duration;
};

/** A queue whose failures end in dead letters that somebody hears of. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { house, impact, runbookPage } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { house, impact, runbookPage }).queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // AWS asks for six times the function's timeout, so that throttled polls do not use up the tries.
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    new Alarm(this, 'Late', {
      house,
      impact: `late: ${impact}`,
      runbook: `${runbookPage}#late`,
      metric: this.queue.metricApproximateAgeOfOldestMessage(perMinute),
      threshold: (props.lateAfter ?? Duration.minutes(5)).toSeconds(),
    });
  }
}

export type DeadLettersProps = Pick<WorkQueueProps, 'house' | 'impact' | 'runbookPage'>;

/** Keeps what failed for 14 days, the longest SQS can, and says so at the first message. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  /** For what Lambda itself sends here on a function's behalf. */
  readonly destination: { bind(): { destination: string } };
  readonly sending: Permission;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const { queueArn } = this.queue;
    this.destination = { bind: () => ({ destination: queueArn }) };
    this.sending = { actions: ['sqs:SendMessage'], on: queueArn };
    for (const rule of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'])
      acknowledge(
        this.queue,
        rule,
        'These are the dead letters: from here only a person moves a message on.',
      );
    new Alarm(this, 'NotEmpty', {
      house: props.house,
      impact: props.impact,
      runbook: `${props.runbookPage}#dead-letters`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ ...perMinute, statistic: 'Maximum' }),
      threshold: 1,
    });
  }
}
