import * as z from 'zod';
import { findWorld } from '../local/world-address.ts';
import { askAws } from '../stage/ask-aws.ts';
import { knownStage } from '../stage/known-stage.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';
import type { QueueAlarm } from './queue.ts';

/** Where dead letters lie, and by which address and credentials they are reached. */
export type Place = {
  readonly name: string;
  readonly alarms: readonly QueueAlarm[];
  /** Keeps the bodies that were too large for a message. */
  readonly bucket: string;
  /** Left out: as the AWS SDK finds them on this machine. */
  readonly access?: {
    readonly endpoint?: string;
    readonly region?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
};

const Alarms = z.array(z.object({ queueName: z.string(), description: z.string() }));

/** In the command line's own query language: the SDK has no client of CloudWatch here, and this needs none. */
const ON_QUEUES =
  "MetricAlarms[?Namespace=='AWS/SQS'].{queueName: Dimensions[0].Value, description: AlarmDescription}";

const ofStage = async (stage: string): Promise<Place> => {
  knownStage(stage);
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
  return { name: `stage ${stage}`, alarms, bucket };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = async (stage: string | undefined): Promise<Place> => {
  if (stage !== undefined) return ofStage(stage);
  const world = await findWorld();
  if (!world) throw new Error('No local cloud runs here (npm run local), and no --stage is named.');
  const { gatewayUrl: endpoint, region, credentials } = world;
  return {
    name: `the local cloud at ${world.apiUrl}`,
    alarms: world.queueAlarms,
    bucket: world.rawBucketName,
    access: { endpoint, region, credentials },
  };
};
