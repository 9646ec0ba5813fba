import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import type { AwsAnswer, AwsCall } from './aws-call.ts';
import { awsError, awsJson } from './aws-error.ts';

type Version = {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
  readonly labels: Set<string>;
};
type Secret = { readonly arn: string; readonly name: string; readonly versions: Map<string, Version> };

export type Secrets = {
  answer(call: AwsCall): AwsAnswer;
  /** Makes a value the current one; the one before stays as AWSPREVIOUS. Creates the secret if it is new. */
  put(arn: string, text: string): string;
};

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** `arn:…:secret:<name>-<6 characters>` without the suffix. */
const nameOf = (arn: string): string => (arn.split(':').at(-1) ?? '').slice(0, -7);

const holderOf = ({ versions }: Secret, label: string): Version | undefined =>
  [...versions.values()].find(({ labels }) => labels.has(label));

/** A label is on one version at a time, and what loses AWSCURRENT becomes AWSPREVIOUS. */
const label = (secret: Secret, version: Version, name: string): void => {
  const before = holderOf(secret, name);
  if (before === version) return;
  before?.labels.delete(name);
  version.labels.add(name);
  if (name === CURRENT && before) label(secret, before, PREVIOUS);
};

/** Versions that nothing is called are AWS's to delete; here they go at once. */
const forgetUnlabelled = ({ versions }: Secret): void => {
  for (const { id, labels } of versions.values()) if (labels.size === 0) versions.delete(id);
};

const invalid = (call: AwsCall, message: string): AwsAnswer =>
  awsError(call, { code: 'InvalidParameterException', message });

/** Moves a label, from the version that must be named where one has it: what was changed meanwhile is noticed by that. */
const moveLabel = (call: AwsCall, secret: Secret): AwsAnswer => {
  const { VersionStage, RemoveFromVersionId: from, MoveToVersionId: to } = call.input;
  const name = String(VersionStage);
  const holder = holderOf(secret, name);
  if (holder && holder.id !== to && holder.id !== from)
    return invalid(
      call,
      `The parameter RemoveFromVersionId can't be empty. Staging label ${name} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (from !== undefined && holder?.id !== from)
    return invalid(call, `The staging label ${name} is not attached to version ${String(from)}.`);
  const target = to === undefined ? undefined : secret.versions.get(String(to));
  if (to !== undefined && !target)
    return awsError(call, {
      code: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret version.",
    });
  if (target) label(secret, target, name);
  else holder?.labels.delete(name);
  forgetUnlabelled(secret);
  return awsJson({ ARN: secret.arn, Name: secret.name });
};

/** Secrets Manager: read a version, put a new one, move a label, describe. */
export const createSecrets = (clock: LocalClock): Secrets => {
  const secrets = new Map<string, Secret>();
  const seconds = ({ createdAt }: Version): number => createdAt / 1000;

  const add = (secret: Secret, id: string, text: string, labels: readonly string[]): Version => {
    const version = { id, text, createdAt: clock.now(), labels: new Set<string>() };
    secret.versions.set(id, version);
    for (const name of labels) label(secret, version, name);
    // The first version of a secret is its current one, whatever else it is called.
    if (!holderOf(secret, CURRENT)) label(secret, version, CURRENT);
    forgetUnlabelled(secret);
    return version;
  };

  const put = (arn: string, text: string): string => {
    const secret = secrets.get(arn) ?? { arn, name: nameOf(arn), versions: new Map() };
    secrets.set(arn, secret);
    return add(secret, randomUUID(), text, [CURRENT]).id;
  };

  const readValue = (call: AwsCall, secret: Secret): AwsAnswer => {
    const { VersionId, VersionStage = CURRENT } = call.input;
    const version = VersionId
      ? secret.versions.get(String(VersionId))
      : holderOf(secret, String(VersionStage));
    if (!version) {
      const wanted = VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`;
      const message = `Secrets Manager can't find the specified secret value for ${wanted}`;
      return awsError(call, { code: 'ResourceNotFoundException', message });
    }
    return awsJson({
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: [...version.labels],
      SecretString: version.text,
      CreatedDate: seconds(version),
    });
  };

  const putValue = (call: AwsCall, secret: Secret): AwsAnswer => {
    const { SecretString: text, ClientRequestToken: token, VersionStages: stages } = call.input;
    if (typeof text !== 'string') return invalid(call, 'SecretString is needed.');
    const before = secret.versions.get(String(token));
    if (before && before.text !== text) {
      const message = `A resource with the ID you requested already exists: ${String(token)}`;
      return awsError(call, { code: 'ResourceExistsException', message });
    }
    const labels = Array.isArray(stages) ? stages.map(String) : [CURRENT];
    const version = before ?? add(secret, String(token ?? randomUUID()), text, labels);
    return awsJson({
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: [...version.labels],
    });
  };

  const describe = (_: AwsCall, secret: Secret): AwsAnswer => {
    const current = holderOf(secret, CURRENT);
    return awsJson({
      ARN: secret.arn,
      Name: secret.name,
      ...(current && { LastChangedDate: seconds(current) }),
      VersionIdsToStages: Object.fromEntries(
        [...secret.versions.values()].map(({ id, labels }) => [id, [...labels]]),
      ),
    });
  };

  const actions: Readonly<Record<string, (call: AwsCall, secret: Secret) => AwsAnswer>> = {
    GetSecretValue: readValue,
    PutSecretValue: putValue,
    UpdateSecretVersionStage: moveLabel,
    DescribeSecret: describe,
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
