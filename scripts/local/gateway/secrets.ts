import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import type { AwsAnswer, AwsCall } from './aws-call.ts';
import { awsError, awsJson } from './aws-error.ts';

type Version = { id: string; text: string; createdAt: number };
type Secret = { arn: string; name: string; current: Version; previous: Version | undefined };

export type Secrets = {
  answer(call: AwsCall): AwsAnswer;
  /** Makes a value the current one; the one before stays as AWSPREVIOUS. Creates the secret if it is new. */
  put(arn: string, text: string): string;
};

/** `arn:…:secret:<name>-<6 characters>` without the suffix. */
const nameOf = (arn: string): string => (arn.split(':').at(-1) ?? '').slice(0, -7);

/** Secrets Manager: read a version, put a new one, describe. */
export const createSecrets = (clock: LocalClock): Secrets => {
  const secrets = new Map<string, Secret>();
  const seconds = (version: Version): number => version.createdAt / 1000;

  const put = (arn: string, text: string): string => {
    const version = { id: randomUUID(), text, createdAt: clock.now() };
    secrets.set(arn, { arn, name: nameOf(arn), current: version, previous: secrets.get(arn)?.current });
    return version.id;
  };

  const stagesOf = (secret: Secret): Record<string, string[]> => ({
    [secret.current.id]: ['AWSCURRENT'],
    ...(secret.previous ? { [secret.previous.id]: ['AWSPREVIOUS'] } : {}),
  });

  const readValue = (call: AwsCall, secret: Secret): AwsAnswer => {
    const { VersionId, VersionStage = 'AWSCURRENT' } = call.input;
    const stages: Record<string, Version | undefined> = {
      AWSCURRENT: secret.current,
      AWSPREVIOUS: secret.previous,
    };
    const version = VersionId
      ? [secret.current, secret.previous].find((one) => one?.id === VersionId)
      : stages[String(VersionStage)];
    if (!version) {
      const wanted = VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`;
      const message = `Secrets Manager can't find the specified secret value for ${wanted}`;
      return awsError(call, { code: 'ResourceNotFoundException', message });
    }
    return awsJson({
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: stagesOf(secret)[version.id],
      SecretString: version.text,
      CreatedDate: seconds(version),
    });
  };

  const actions: Readonly<Record<string, (call: AwsCall, secret: Secret) => AwsAnswer>> = {
    GetSecretValue: readValue,
    PutSecretValue: (call, { arn, name }) => {
      if (typeof call.input.SecretString !== 'string') {
        return awsError(call, { code: 'InvalidParameterException', message: 'SecretString is needed.' });
      }
      const VersionId = put(arn, call.input.SecretString);
      return awsJson({ ARN: arn, Name: name, VersionId, VersionStages: ['AWSCURRENT'] });
    },
    DescribeSecret: (_, secret) =>
      awsJson({
        ARN: secret.arn,
        Name: secret.name,
        LastChangedDate: seconds(secret.current),
        VersionIdsToStages: stagesOf(secret),
      }),
  };

  return {
    put,
    answer(call) {
      const action = actions[call.action];
      if (!action) {
        const message = `The local cloud does not know secretsmanager:${call.action}.`;
        return awsError(call, { code: 'UnknownOperationException', message });
      }
      const id = String(call.input.SecretId);
      const secret = [...secrets.values()].find(({ arn, name }) => arn === id || name === id);
      if (secret) return action(call, secret);
      const message = "Secrets Manager can't find the specified secret.";
      return awsError(call, { code: 'ResourceNotFoundException', message });
    },
  };
};
