import { createHash } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import type { AwsAccess, FunctionSpec } from '../types.ts';

export const functionNameOf = (spec: FunctionSpec): string => spec.arn.split(':').at(-1) ?? spec.name;

/**
 * The whole environment of a function: its own variables and what Lambda adds, nothing of this machine.
 * `CLOCK_OFFSET_MS` is what the clock says now, if the function has that variable.
 */
export const environmentVariables = (
  spec: FunctionSpec,
  access: AwsAccess,
  clock: LocalClock,
): Record<string, string> => ({
  ...spec.environment,
  ...('CLOCK_OFFSET_MS' in spec.environment && { CLOCK_OFFSET_MS: String(clock.offsetMs()) }),
  AWS_REGION: access.region,
  AWS_DEFAULT_REGION: access.region,
  AWS_ACCESS_KEY_ID: spec.accessKeyId,
  AWS_SECRET_ACCESS_KEY: createHash('sha256').update(spec.accessKeyId).digest('hex').slice(0, 40),
  AWS_ENDPOINT_URL: access.endpoint,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: functionNameOf(spec),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionNameOf(spec)}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  // The SDK would otherwise read the profile of whoever runs this.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  _HANDLER: spec.handler,
  LAMBDA_TASK_ROOT: spec.assetPath,
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin:/bin',
  TZ: 'UTC',
});
