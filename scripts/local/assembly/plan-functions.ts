import { createHash } from 'node:crypto';
import type { FunctionSpec } from '../types.ts';
import type { FillPlaceholders, Found, Resources } from './plan.ts';

/** What Lambda does with an invocation nobody waits for. */
export type InvokePlan = {
  readonly maxRetries: number;
  readonly onFailureQueueArn: string | undefined;
};

const handlerKey = 'cloudgreet:handler';

/** CDK's own helpers for custom resources, which have no effect here. */
const isCustomResourceProvider = ({ logicalId }: Found): boolean => /^(Custom|LogRetention)/.test(logicalId);

const accessKeyFor = (name: string): string =>
  `LOCAL${createHash('sha256').update(name).digest('hex').slice(0, 15).toUpperCase()}`;

const readFunction = (found: Found, resources: Resources, fill: FillPlaceholders): FunctionSpec => {
  const { properties, logicalId } = found;
  const name = found.metadata[handlerKey];
  if (typeof name !== 'string') throw new Error(`Function ${logicalId} has no metadata ${handlerKey}.`);
  const key = (properties.Code as { S3Key?: string } | undefined)?.S3Key;
  const assetPath = key ? resources.assetFolder(key) : undefined;
  if (!assetPath) throw new Error(`Function ${name} has no bundled asset in the assembly.`);
  const variables =
    (properties.Environment as { Variables?: Record<string, string> } | undefined)?.Variables ?? {};
  const filled = (): Record<string, string> =>
    Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, fill(String(value))]));
  filled();
  const limit = name.startsWith('voice/') ? 8 : 2;
  return {
    logicalId,
    name,
    arn: String(found.identity.attributes.Arn),
    assetPath,
    handler: String(properties.Handler),
    // Read anew for each environment, so that a changed clock or address reaches the next one.
    get environment() {
      return filled();
    },
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    roleId: resources.named('AWS::IAM::Role', properties.Role, name).identity.ref,
    logGroup: (properties.LoggingConfig as { LogGroup?: string } | undefined)?.LogGroup,
    accessKeyId: accessKeyFor(name),
    concurrency: Math.min(limit, Number(properties.ReservedConcurrentExecutions ?? limit)),
  };
};

export const planFunctions = (resources: Resources, fill: FillPlaceholders): FunctionSpec[] => {
  const functions = resources
    .of('AWS::Lambda::Function')
    .filter((found) => !isCustomResourceProvider(found))
    .map((found) => readFunction(found, resources, fill));
  const twice = functions.find(
    (one, index) => functions.findIndex((other) => other.name === one.name) !== index,
  );
  if (twice) throw new Error(`Handler ${twice.name} is deployed more than once.`);
  return functions;
};

/** The function behind an ARN or name as it stands in a template. Throws, naming who asked, when there is none. */
export const functionOf = (
  resources: Resources,
  functions: readonly FunctionSpec[],
  reference: unknown,
  asker: string,
): FunctionSpec => {
  const { logicalId } = resources.named('AWS::Lambda::Function', reference, asker);
  const spec = functions.find((one) => one.logicalId === logicalId);
  if (!spec) throw new Error(`${asker} refers to ${logicalId}, which does not run here.`);
  return spec;
};

/** Retries and failure destination of each function that is invoked without anybody waiting. */
export const planInvokes = (
  resources: Resources,
  functions: readonly FunctionSpec[],
): Map<string, InvokePlan> => {
  const plans = new Map<string, InvokePlan>();
  for (const { properties, logicalId } of resources.of('AWS::Lambda::EventInvokeConfig')) {
    const { name } = functionOf(resources, functions, properties.FunctionName, logicalId);
    const destinations = properties.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined;
    const target = destinations?.OnFailure?.Destination;
    if (target) resources.named('AWS::SQS::Queue', target, `${logicalId} (failure destination)`);
    plans.set(name, {
      maxRetries: Number(properties.MaximumRetryAttempts ?? 2),
      onFailureQueueArn: target,
    });
  }
  return plans;
};
