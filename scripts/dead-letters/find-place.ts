import * as z from 'zod';
import { askAws } from '../stage/ask-aws.ts';
import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';
import type { QueueAlarm } from './queue.ts';

/** Where dead letters lie. */
type Parts = {
  readonly alarms: readonly QueueAlarm[];
  /** Keeps the bodies that were too large for a message. */
  readonly bucket: string;
};
export type Place = Parts & Reached;

const Alarms = z.array(z.object({ queueName: z.string(), description: z.string() }));

/** In the command line's own query language: the SDK has no client of CloudWatch here, and this needs none. */
const ON_QUEUES =
  "MetricAlarms[?Namespace=='AWS/SQS'].{queueName: Dimensions[0].Value, description: AlarmDescription}";

const ofStage = async (stage: string): Promise<Parts> => {
  const app = `CloudGreet-${stage}-app`;
  const question = ['cloudwatch', 'describe-alarms', '--alarm-types', 'MetricAlarm'];
  const [alarms, data] = await Promise.all([
    askAws(
      [...question, '--alarm-name-prefix', `${app}-`, '--query', ON_QUEUES],
      Alarms,
      `The alarms of ${app}`,
    ),
    stackOutputs(`CloudGreet-${stage}-data`),
  ]);
  const bucket = data.get('RawBucketName');
  if (alarms.length === 0 || bucket === undefined)
    throw new Error(`Stage ${stage} has no queues of dead letters: deploy it first.`);
  return { alarms, bucket };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = (stage: string | undefined): Promise<Place> =>
  findParts(stage, {
    ofStage,
    ofWorld: ({ queueAlarms: alarms, rawBucketName: bucket }) => ({ alarms, bucket }),
  });
