import { decide, readPolicy, type Statement } from '../../scripts/local/gateway/policy/evaluate.ts';
import type { RolePolicies } from './role-policies.ts';
import { type PolicyDocument, secondOpinion } from './second-opinion.ts';

export type AssumeScope = {
  /** The role that is assumed. */
  readonly role: RolePolicies;
  /** Roles that may try, by a name for the report. */
  readonly callers: Readonly<Record<string, RolePolicies>>;
  /** Session tags as they should be, the business among them. */
  readonly tags: Readonly<Record<string, string>>;
};

export type AssumeFindings = {
  /** `caller: tags` for what is allowed, sorted. A fence that holds allows one caller the right tags only. */
  readonly allowed: readonly string[];
  /** What ours allows and the second evaluator does not. */
  readonly disagreements: readonly string[];
};

type Tags = Readonly<Record<string, string>>;

const tagSets = (right: Tags): Tags[] => {
  const without = (key: string): Tags =>
    Object.fromEntries(Object.entries(right).filter(([other]) => other !== key));
  return [
    right,
    {},
    ...Object.keys(right).map(without),
    { ...right, more: 'x' },
    { ...right, business: '' },
    { ...right, business: 'x' },
    { ...right, business: 'xbiz_a1' },
    { ...right, business: 'per_1' },
    { ...without('business'), Business: 'x' },
    { ...without('business'), businesses: 'biz_a1' },
  ];
};

const ours = (identity: Statement[], trust: Statement[], action: string, asked: Asked): boolean =>
  decide(
    identity,
    trust,
    {
      action,
      resource: asked.role.arn,
      principal: { kind: 'role', arn: asked.caller.arn, accountId: asked.accountId },
      context: Object.fromEntries(
        Object.entries(factsOf(asked.tags)).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
      ),
    },
    { both: true },
  ).allowed;

type Asked = { role: RolePolicies; caller: RolePolicies; accountId: string; tags: Tags };

const factsOf = (tags: Tags): Record<string, string | string[]> => ({
  'sts:RoleSessionName': 'session',
  ...(Object.keys(tags).length > 0 && { 'aws:TagKeys': Object.keys(tags) }),
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
});

const theirs = async (action: string, { role, caller, accountId, tags }: Asked): Promise<boolean> =>
  (
    await secondOpinion({
      identity: caller.identity,
      resource: role.trust,
      principal: `${caller.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/function`,
      action,
      resourceArn: role.arn,
      accountId,
      facts: factsOf(tags),
    })
  ).allowed;

const onRole = (trust: PolicyDocument): Statement[] =>
  readPolicy(trust, 'trust').map((statement) => ({ ...statement, Resource: '*' }));

const spelled = (tags: Tags): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ') || 'no tags';

/** Asks two evaluators who may assume a role with which session tags, right ones and wrong ones. */
export const assumeMatrix = async ({ role, callers, tags: right }: AssumeScope): Promise<AssumeFindings> => {
  const accountId = String(role.arn.split(':')[4]);
  const trust = onRole(role.trust);
  const allowed: string[] = [];
  const disagreements: string[] = [];
  for (const [name, caller] of Object.entries(callers)) {
    const identity = caller.identity.flatMap((document) => readPolicy(document, name));
    for (const tags of tagSets(right)) {
      const asked = { role, caller, accountId, tags };
      const actions = ['sts:AssumeRole', ...(Object.keys(tags).length > 0 ? ['sts:TagSession'] : [])];
      const opinions = await Promise.all(
        actions.map(async (action) => [ours(identity, trust, action, asked), await theirs(action, asked)]),
      );
      const [we, they] = [0, 1].map((index) => opinions.every((opinion) => opinion[index]));
      if (we) allowed.push(`${name}: ${spelled(tags)}`);
      // Theirs goes without the caller's policy where the trust policy names the caller, as AWS does; ours asks for both.
      if (we && !they) disagreements.push(`${name}: ${spelled(tags)}`);
    }
  }
  return { allowed: allowed.sort(), disagreements };
};
