import { assertConditionUnderstood, type ConditionContext, conditionHolds } from './conditions.ts';
import { matchesPattern } from './wildcard.ts';

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

const isForResource = (statement: Statement, resource: string): boolean =>
  statement.NotResource
    ? !covers(list(statement.NotResource), resource)
    : covers(list(statement.Resource), resource);

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
  isForResource(statement, request.resource) &&
  isForPrincipal(statement, request.principal) &&
  conditionHolds(statement.Condition, request.context);

/**
 * Judges one call as IAM does within one account: an explicit deny anywhere wins; otherwise the role's own policy
 * or the resource's policy must allow it.
 */
export const decide = (
  rolePolicy: readonly Statement[],
  resourcePolicy: readonly Statement[],
  request: AccessRequest,
): Decision => {
  const applying = [...rolePolicy, ...resourcePolicy].filter((statement) => applies(statement, request));
  if (applying.some((statement) => statement.Effect === 'Deny'))
    return { allowed: false, because: 'explicit deny' };
  if (applying.some((statement) => statement.Effect === 'Allow')) return { allowed: true };
  return { allowed: false, because: 'no policy allows it' };
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

/** The statements of a policy document. Throws, by name, for what the evaluator could only guess at. */
export const readPolicy = (document: unknown, where: string): Statement[] => {
  const statements = [(document as { Statement?: unknown }).Statement ?? []].flat() as Statement[];
  for (const statement of statements) {
    const unknown = Object.keys(statement).find((part) => !knownParts.has(part));
    if (unknown) throw new Error(`${where}: the local cloud does not know policy element ${unknown}.`);
    try {
      assertConditionUnderstood(statement.Condition ?? {});
    } catch (error) {
      throw new Error(`${where}: ${(error as Error).message}`);
    }
  }
  return statements;
};
