import { randomBytes } from 'node:crypto';
import type { CloudPlan } from '../../assembly/plan.ts';
import type { LocalClock } from '../../clock.ts';
import type { AwsAnswer, AwsCall } from '../aws-call.ts';
import { type AwsErrorBody, awsError, escapeXml } from '../aws-error.ts';
import { type Caller, callerArn, callerId } from '../caller.ts';
import type { Statement } from '../policy/evaluate.ts';
import { assumeRoleRefusal, readAssumeRole, readSessionPolicy } from './assume-role-input.ts';

type Session = { readonly caller: Caller; readonly token: string; readonly expiresAt: number };

/** Temporary credentials of roles: who got them, for how long, and with what tags. */
export type Sessions = {
  /** STS's answer to a call that its caller may make. */
  answer(caller: Caller, call: AwsCall, plan: CloudPlan): AwsAnswer;
  /** Who signs with a temporary key; the refusal when token or time do not fit; undefined for any other key. */
  find(accessKeyId: string, call: AwsCall): { caller: Caller } | { refused: AwsErrorBody } | undefined;
};

const mostSessions = 10_000;

/** A role assumed with credentials of a role. Source: IAM User Guide, "Methods to assume a role". */
const longestChainedSeconds = 3600;

const keyCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const newAccessKey = (): string =>
  `ASIA${[...randomBytes(16)].map((byte) => keyCharacters[byte % keyCharacters.length]).join('')}`;

/** As each service words it: S3 and the query protocols have names of their own. */
const expired = ({ service }: AwsCall): AwsErrorBody =>
  service === 's3'
    ? { code: 'ExpiredToken', message: 'The provided token has expired.', status: 400 }
    : {
        code: service === 'sts' ? 'ExpiredToken' : 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
        status: service === 'sts' || service === 'sqs' ? 403 : 400,
      };

const wrongToken = ({ service }: AwsCall): AwsErrorBody =>
  service === 's3'
    ? { code: 'InvalidToken', message: 'The provided token is malformed or otherwise invalid.', status: 400 }
    : {
        code: service === 'sts' ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
        status: service === 'sts' || service === 'sqs' ? 403 : 400,
      };

const tokenOf = ({ headers, url }: AwsCall): string | null =>
  headers['x-amz-security-token'] ?? new URL(url, 'http://local').searchParams.get('X-Amz-Security-Token');

const xml = (action: string, result: string): AwsAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${randomBytes(8).toString('hex')}</RequestId></ResponseMetadata></${action}Response>`,
});

export const createSessions = (clock: LocalClock): Sessions => {
  const sessions = new Map<string, Session>();

  const assumeRole = (caller: Caller, call: AwsCall, plan: CloudPlan): AwsAnswer => {
    const refusal = assumeRoleRefusal(call);
    if (refusal) return awsError(call, refusal);
    const { roleArn, sessionName, seconds, tags, policy } = readAssumeRole(call);
    const role = [...plan.roles.values()].find(({ arn }) => arn === roleArn);
    // Nobody may assume it, so only the operator comes here.
    if (!role)
      return awsError(call, { code: 'AccessDenied', message: `There is no role ${roleArn}.`, status: 403 });
    const chained = caller.kind === 'function' || caller.kind === 'session';
    if (chained && seconds > longestChainedSeconds) {
      const message =
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
      return awsError(call, { code: 'ValidationError', message });
    }
    if (seconds > role.longestSeconds) {
      const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
      return awsError(call, { code: 'ValidationError', message });
    }
    let statements: Statement[] | undefined;
    try {
      statements = policy === undefined ? undefined : readSessionPolicy(policy);
    } catch (error) {
      return awsError(call, { code: 'MalformedPolicyDocument', message: (error as Error).message });
    }
    const by = caller.kind === 'session' ? caller.by : caller;
    const assumed: Caller = { kind: 'session', by, role, sessionName, tags, policy: statements };
    const accessKeyId = newAccessKey();
    const token = randomBytes(192).toString('base64');
    const expiresAt = Math.floor(clock.now() / 1000) * 1000 + seconds * 1000;
    sessions.set(accessKeyId, { caller: assumed, token, expiresAt });
    const [oldest] = sessions.keys();
    if (oldest && sessions.size > mostSessions) sessions.delete(oldest);
    const { accountId } = plan.place;
    return xml(
      'AssumeRole',
      `<AssumedRoleUser><AssumedRoleId>${callerId(assumed)}</AssumedRoleId><Arn>${callerArn(assumed, accountId)}</Arn></AssumedRoleUser>` +
        `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${randomBytes(30).toString('base64')}</SecretAccessKey>` +
        `<SessionToken>${token}</SessionToken><Expiration>${new Date(expiresAt).toISOString().replace('.000Z', 'Z')}</Expiration></Credentials>`,
    );
  };

  const getCallerIdentity = (caller: Caller, { accountId }: CloudPlan['place']): AwsAnswer =>
    xml(
      'GetCallerIdentity',
      `<Arn>${escapeXml(callerArn(caller, accountId))}</Arn><UserId>${escapeXml(callerId(caller))}</UserId><Account>${accountId}</Account>`,
    );

  return {
    answer: (caller, call, plan) =>
      call.action === 'AssumeRole' ? assumeRole(caller, call, plan) : getCallerIdentity(caller, plan.place),
    find(accessKeyId, call) {
      const session = sessions.get(accessKeyId);
      if (!session) return undefined;
      if (tokenOf(call) !== session.token) return { refused: wrongToken(call) };
      if (clock.now() >= session.expiresAt) return { refused: expired(call) };
      return { caller: session.caller };
    },
  };
};
