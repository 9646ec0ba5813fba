import type { AwsCall } from '../aws-call.ts';
import type { AwsErrorBody } from '../aws-error.ts';
import type { ConditionContext } from '../policy/conditions.ts';
import { readPolicy, type Statement } from '../policy/evaluate.ts';

/** What STS AssumeRole is asked, as its query protocol writes it. */
export type AssumeRoleInput = {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly seconds: number;
  /** Session tags, as they were spelled. */
  readonly tags: Readonly<Record<string, string>>;
  /** The session's own policy, as JSON. */
  readonly policy: string | undefined;
};

const DEFAULT_SECONDS = 3600;

const parametersOf = ({ body }: AwsCall): URLSearchParams => new URLSearchParams(body.toString());

const tagsOf = (parameters: URLSearchParams): [key: string, value: string][] =>
  [...parameters.keys()].flatMap((name) => {
    const [, place] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? [];
    return place
      ? [[parameters.get(name) ?? '', parameters.get(`Tags.member.${place}.Value`) ?? ''] as const]
      : [];
  }) as [string, string][];

export const readAssumeRole = (call: AwsCall): AssumeRoleInput => {
  const parameters = parametersOf(call);
  return {
    roleArn: parameters.get('RoleArn') ?? '',
    sessionName: parameters.get('RoleSessionName') ?? '',
    seconds: Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS),
    tags: Object.fromEntries(tagsOf(parameters)),
    policy: parameters.get('Policy') ?? undefined,
  };
};

/** The facts by which IAM judges whether a role may be assumed so. */
export const assumeRoleFacts = ({ sessionName, tags }: AssumeRoleInput): ConditionContext => ({
  'sts:rolesessionname': [sessionName],
  ...(Object.keys(tags).length > 0 && { 'aws:tagkeys': Object.keys(tags) }),
  ...Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, [value]]),
  ),
});

/** `Tags` alone is how the SDK writes an empty list. */
const known =
  /^(Action|Version|RoleArn|RoleSessionName|DurationSeconds|Policy|Tags|Tags\.member\.\d+\.(Key|Value))$/;

const invalid = (message: string): AwsErrorBody => ({ code: 'ValidationError', message });
const constraint = (value: string, at: string, rule: string): AwsErrorBody =>
  invalid(
    `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must ${rule}`,
  );

const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 43_200;
const MOST_TAGS = 50;
const LONGEST_POLICY = 2048;
const ROLE_NAME = /^[\w+=,.@-]*$/;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const tagsRefusal = (tags: readonly (readonly [string, string])[]): AwsErrorBody | undefined => {
  if (tags.length > MOST_TAGS)
    return constraint('Tags', 'tags', `have length less than or equal to ${MOST_TAGS}`);
  for (const [index, [key, value]] of tags.entries()) {
    const at = (member: string) => `tags.${index + 1}.member.${member}`;
    if (key.length < 1 || key.length > 128)
      return constraint(key, at('key'), 'have length between 1 and 128');
    if (value.length > 256) return constraint(value, at('value'), 'have length less than or equal to 256');
    for (const [member, text] of [
      ['key', key],
      ['value', value],
    ] as const) {
      if (!TAG_TEXT.test(text))
        return constraint(text, at(member), `satisfy regular expression pattern: ${TAG_TEXT.source}`);
    }
    if (/^aws:/i.test(key)) return invalid('Tag keys that begin with aws: are reserved.');
  }
  const keys = tags.map(([key]) => key.toLowerCase());
  return new Set(keys).size < keys.length
    ? {
        code: 'InvalidParameterValue',
        message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      }
    : undefined;
};

/** What is wrong with the request itself, whoever makes it. Source: STS API Reference, AssumeRole. */
export const assumeRoleRefusal = (call: AwsCall): AwsErrorBody | undefined => {
  const parameters = parametersOf(call);
  const strange = [...parameters.keys()].find((name) => !known.test(name));
  if (strange)
    return invalid(`The local cloud does not know parameter ${strange.split('.')[0]} of sts:AssumeRole.`);
  const { roleArn, sessionName, seconds, policy } = readAssumeRole(call);
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn)) return invalid(`${roleArn} is invalid`);
  if (!ROLE_NAME.test(sessionName)) {
    return constraint(sessionName, 'roleSessionName', 'satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  if (sessionName.length < 2)
    return constraint(sessionName, 'roleSessionName', 'have length greater than or equal to 2');
  if (sessionName.length > 64)
    return constraint(sessionName, 'roleSessionName', 'have length less than or equal to 64');
  if (!Number.isInteger(seconds) || seconds < SHORTEST_SECONDS) {
    return constraint(
      String(seconds),
      'durationSeconds',
      `have value greater than or equal to ${SHORTEST_SECONDS}`,
    );
  }
  if (seconds > LONGEST_SECONDS) {
    return constraint(
      String(seconds),
      'durationSeconds',
      `have value less than or equal to ${LONGEST_SECONDS}`,
    );
  }
  if (policy !== undefined && policy.length > LONGEST_POLICY) {
    return constraint('Policy', 'policy', `have length less than or equal to ${LONGEST_POLICY}`);
  }
  return tagsRefusal(tagsOf(parameters));
};

/** A session policy's statements. Throws, by name, for what the evaluator does not know and for what is no policy. */
export const readSessionPolicy = (policy: string): Statement[] =>
  readPolicy(JSON.parse(policy), 'Session policy');
