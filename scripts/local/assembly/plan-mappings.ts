import type { FunctionSpec, QueueMappingSpec, StreamMappingSpec } from '../types.ts';
import type { Found, Resources } from './plan.ts';
import { functionOf } from './plan-functions.ts';

type Plan = { queueMappings: QueueMappingSpec[]; streamMappings: StreamMappingSpec[] };

const responseTypes = ({ properties }: Found): string[] =>
  (properties.FunctionResponseTypes ?? []) as string[];

const optional = (value: unknown): number | undefined =>
  value === undefined || value === -1 ? undefined : Number(value);

const readQueueMapping = (found: Found, functionName: string, resources: Resources): QueueMappingSpec => {
  const { properties, logicalId } = found;
  if (properties.FilterCriteria) throw new Error(`The local cloud does not filter queues (${logicalId}).`);
  const queue = resources.named('AWS::SQS::Queue', properties.EventSourceArn, logicalId).identity;
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined;
  return {
    id: logicalId,
    functionName,
    queueUrl: queue.ref,
    queueArn: String(queue.attributes.Arn),
    batchSize: Number(properties.BatchSize ?? 10),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    reportBatchItemFailures: responseTypes(found).includes('ReportBatchItemFailures'),
    maxConcurrency: scaling?.MaximumConcurrency,
  };
};

const readStreamMapping = (found: Found, functionName: string, resources: Resources): StreamMappingSpec => {
  const { properties, logicalId } = found;
  const failures = properties.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined;
  const destination = failures?.OnFailure?.Destination;
  const criteria = properties.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined;
  return {
    id: logicalId,
    functionName,
    tableName: resources.named('AWS::DynamoDB::Table', properties.EventSourceArn, logicalId).identity.ref,
    batchSize: Number(properties.BatchSize ?? 100),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    bisectOnError: properties.BisectBatchOnFunctionError === true,
    maxRetries: optional(properties.MaximumRetryAttempts),
    maxAgeSeconds: optional(properties.MaximumRecordAgeInSeconds),
    reportBatchItemFailures: responseTypes(found).includes('ReportBatchItemFailures'),
    filters: (criteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as unknown),
    onFailureQueueUrl: destination && resources.named('AWS::SQS::Queue', destination, logicalId).identity.ref,
  };
};

/** The event source mappings, by what they read: queues or the table's stream. Any other source is refused. */
export const planMappings = (resources: Resources, functions: readonly FunctionSpec[]): Plan => {
  const plan: Plan = { queueMappings: [], streamMappings: [] };
  for (const found of resources.of('AWS::Lambda::EventSourceMapping')) {
    const { properties, logicalId } = found;
    const { name } = functionOf(resources, functions, properties.FunctionName, logicalId);
    const service = String(properties.EventSourceArn).split(':')[2];
    if (properties.Enabled === false) continue;
    if (service === 'sqs') plan.queueMappings.push(readQueueMapping(found, name, resources));
    else if (service === 'dynamodb') plan.streamMappings.push(readStreamMapping(found, name, resources));
    else throw new Error(`The local cloud does not map events of ${service} to functions (${logicalId}).`);
  }
  return plan;
};
