import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { STSClient } from '@aws-sdk/client-sts';
import type { PATIENCE, Table } from '../../../functions/adapters/dynamodb/client.ts';
import { type Secrets, stageSecret } from '../../../functions/adapters/secrets/stage-secret.ts';
import type { ScopedCredentials } from '../../../functions/adapters/sts/business-scope.ts';
import type { Clock } from '../../../functions/runtime/clock.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { sealedBy } from '../../../functions/runtime/sealing.ts';
import type { Waiting } from '../../../functions/runtime/waiting.ts';
import type { Container } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Who waits for an answer. */
export type Patience = keyof typeof PATIENCE;

/** What a container gets of the outside: everything in it that is not our own code. */
export type Parts = {
  readonly table: Table;
  readonly clock: Clock;
  readonly waiting: Waiting;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly secretsManager: SecretsManagerClient;
  readonly fetch: typeof fetch;
  readonly cognito: CognitoIdentityProviderClient;
  readonly sts: STSClient;
  /** By assumed credentials, which reach what their tags say and nothing else. */
  readonly tableAs: (credentials: ScopedCredentials) => Table;
  readonly s3As: (credentials: ScopedCredentials) => S3Client;
  readonly nonce: () => string;
};

/** Pauses are points at which an invocation may end, and chance is the run's. */
export const simulatedWaiting = (kernel: Kernel, container: Container): Waiting => ({
  pause: (milliseconds) =>
    kernel.io(container, {
      place: 'pause.pause',
      effect: () => undefined,
      patienceMs: Number.POSITIVE_INFINITY,
      unavailable: () => new Error('a pause'),
      timedOut: () => new Error('a pause'),
      latencyMs: [milliseconds / 2, milliseconds / 2],
    }),
  chance: () => kernel.chance.next(),
});

/** What queue and bucket are called. */
export const NAMES = { queueUrl: 'https://sqs/vendor-events', bucket: 'raw-bodies' } as const;

/** How PINs are sealed, by the run's chance. */
export const sealOf = ({ nonce }: Pick<Parts, 'nonce'>) =>
  sealedBy(() => Buffer.from(hashing.digest('sealing', nonce()).slice(0, 32)));

/** The stage's secret as one container reads it. */
export const secretsOf = ({ clock, secretsManager }: Parts): Secrets =>
  stageSecret('stage-secret', clock, secretsManager);
