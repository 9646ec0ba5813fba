import { assertConditionUnderstood, type ConditionContext, conditionHolds } from './conditions.ts';
import { alwaysFilled, assertVariablesKnown, fill, hasVariables } from './variables.ts';
import { matchesParts, matchesPattern } from './wildcard.ts';

export type Statement = {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export type Principal =
  | { readonly kind: 'role'; readonly arn: string; readonly accountId: string }
  | { readonly kind: 'service'; readonly name: string };

export type AccessRequest = {
  /** As IAM spells it: `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  readonly context: ConditionContext;
};

export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: 'explicit deny' | 'no policy allows it' };

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

const covers = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(text, pattern));

const isForAction = (statement: Statement, action: string): boolean => {
  const lower = (patterns: readonly string[]): string[] => patterns.map((pattern) => pattern.toLowerCase());
  return statement.NotAction
    ? !covers(lower(list(statement.NotAction)), action.toLowerCase())
    : covers(lower(list(statement.Action)), action.toLowerCase());
};

const coversFilled = (patterns: readonly string[], { resource, context }: AccessRequest): boolean =>
  patterns.some((pattern) => {
    const filled = fill(pattern, context);
    return filled !== undefined && matchesParts(resource, filled);
  });

const isForResource = (statement: Statement, request: AccessRequest): boolean =>
  statement.NotResource
    ? !coversFilled(list(statement.NotResource), request)
    : coversFilled(list(statement.Resource), request);

const isForPrincipal = (statement: Statement, principal: Principal): boolean => {
  const named = statement.Principal;
  if (named === undefined || named === '*') return true;
  if (typeof named === 'string') return false;
  const allowed = principal.kind === 'service' ? list(named.Service) : list(named.AWS);
  if (principal.kind === 'service') return allowed.includes(principal.name) || list(named.AWS).includes('*');
  const root = `arn:aws:iam::${principal.accountId}:root`;
  return allowed.some(
    (name) => name === '*' || name === principal.arn || name === root || name === principal.accountId,
  );
};

const applies = (statement: Statement, request: AccessRequest): boolean =>
  isForAction(statement, request.action) &&
  isForResource(statement, request) &&
  isForPrincipal(statement, request.principal) &&
  conditionHolds(statement.Condition, request.context);

/** The account's own name in a policy hands the decision to the role's policy; it grants nothing by itself. */
const namesAccountOnly = ({ Principal: named }: Statement, principal: Principal): boolean => {
  if (principal.kind === 'service' || typeof named !== 'object') return false;
  return !list(named.AWS).some((name) => name === '*' || name === principal.arn);
};

export type Limits = {
  /** A session's own policy, which must allow too. */
  readonly session?: readonly Statement[] | undefined;
  /** The role's policy and the resource's must both allow, as for a role that is to be assumed. */
  readonly both?: boolean;
};

const has = (statements: readonly Statement[], effect: Statement['Effect']): boolean =>
  statements.some((statement) => statement.Effect === effect);

/**
 * Judges one call as IAM does within one account: an explicit deny anywhere wins; otherwise the role's own policy
 * or the resource's policy must allow it, and the session's where it has one.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export const decide = (
  rolePolicy: readonly Statement[],
  resourcePolicy: readonly Statement[],
  request: AccessRequest,
  { session, both = false }: Limits = {},
): Decision => {
  const applying = (statements: readonly Statement[]) =>
    statements.filter((statement) => applies(statement, request));
  const byRole = applying(rolePolicy);
  const byResource = applying(resourcePolicy);
  const bySession = applying(session ?? []);
  if (has([...byRole, ...byResource, ...bySession], 'Deny'))
    return { allowed: false, because: 'explicit deny' };
  const role = has(byRole, 'Allow');
  const granted = both
    ? role && has(byResource, 'Allow')
    : role ||
      has(
        byResource.filter((one) => !namesAccountOnly(one, request.principal)),
        'Allow',
      );
  return granted && (session === undefined || has(bySession, 'Allow'))
    ? { allowed: true }
    : { allowed: false, because: 'no policy allows it' };
};

const knownParts = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'Condition',
]);

const knownPrincipals = new Set(['AWS', 'Service']);

/** Variables came with this version; in an older policy they are plain text. */
const versionWithVariables = '2012-10-17';

const assertElementsUnderstood = (statement: Statement, version: unknown): void => {
  const unknown = Object.keys(statement).find((part) => !knownParts.has(part));
  if (unknown) throw new Error(`the local cloud does not know policy element ${unknown}.`);
  const { Principal: named } = statement;
  const kind = typeof named === 'object' && Object.keys(named).find((one) => !knownPrincipals.has(one));
  if (kind) throw new Error(`the local cloud does not know principals of kind ${kind}.`);
  const plain = [...list(statement.Action), ...list(statement.NotAction), JSON.stringify(named ?? '')];
  if (plain.some(hasVariables)) throw new Error('policy variables stand in resources and conditions only.');
  for (const text of [...list(statement.Resource), ...list(statement.NotResource)])
    assertVariablesKnown(text);
  if (list(statement.NotResource).some((text) => hasVariables(text) && !alwaysFilled(text))) {
    throw new Error('the local cloud does not fill policy variables without a default in NotResource.');
  }
  assertConditionUnderstood(statement.Condition ?? {});
  if (hasVariables(JSON.stringify(statement)) && version !== versionWithVariables) {
    throw new Error(`policy variables need a policy of version ${versionWithVariables}.`);
  }
};

/** The statements of a policy document. Throws, by name, for what the evaluator could only guess at. */
export const readPolicy = (document: unknown, where: string): Statement[] => {
  const { Statement: found, Version } = document as { Statement?: unknown; Version?: unknown };
  const statements = [found ?? []].flat() as Statement[];
  for (const statement of statements) {
    try {
      assertElementsUnderstood(statement, Version);
    } catch (error) {
      throw new Error(`${where}: ${(error as Error).message}`);
    }
  }
  return statements;
};
