import type { BlockAnswer, WebAclRule, WebAclSpec } from '../cloudfront/distribution-spec.ts';
import { isKnownGroup } from '../cloudfront/managed-rules.ts';
import type { Found } from './plan.ts';

type RuleProperties = {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: { Block?: { CustomResponse?: { ResponseCode: number; CustomResponseBodyKey?: string } } };
  readonly OverrideAction?: { None?: object };
  readonly Statement: {
    readonly RateBasedStatement?: {
      AggregateKeyType: string;
      Limit: number;
      EvaluationWindowSec?: number;
      ScopeDownStatement?: unknown;
    };
    readonly ManagedRuleGroupStatement?: {
      VendorName: string;
      Name: string;
      RuleActionOverrides?: readonly { Name: string; ActionToUse: { Count?: object } }[];
    };
  };
};

type Bodies = Readonly<Record<string, { ContentType: string; Content: string }>>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_PLAIN: 'text/plain',
  TEXT_HTML: 'text/html',
};

/** AWS's own where a rule does not say. */
const DEFAULT_WINDOW_SECONDS = 300;

const blockAnswer = (action: RuleProperties['Action'], bodies: Bodies): BlockAnswer | undefined => {
  const custom = action?.Block?.CustomResponse;
  const body = bodies[custom?.CustomResponseBodyKey ?? ''];
  if (!custom || !body) return undefined;
  return {
    status: custom.ResponseCode,
    contentType: CONTENT_TYPES[body.ContentType] ?? 'text/plain',
    body: body.Content,
  };
};

const readRule = (rule: RuleProperties, bodies: Bodies, where: string): WebAclRule => {
  const { Name: name, Statement } = rule;
  const { RateBasedStatement: rate, ManagedRuleGroupStatement: managed } = Statement;
  const answer = blockAnswer(rule.Action, bodies);
  if (rate?.AggregateKeyType === 'IP' && !rate.ScopeDownStatement && answer) {
    const windowSeconds = rate.EvaluationWindowSec ?? DEFAULT_WINDOW_SECONDS;
    return { kind: 'rate', name, limit: rate.Limit, windowSeconds, answer };
  }
  const overrides = managed?.RuleActionOverrides ?? [];
  const onlyCounts = overrides.every(({ ActionToUse }) => ActionToUse.Count);
  if (managed?.VendorName === 'AWS' && isKnownGroup(managed.Name) && rule.OverrideAction?.None && onlyCounts)
    return { kind: 'managed', name, group: managed.Name, counted: overrides.map((one) => one.Name) };
  throw new Error(`The local cloud does not know how rule ${name} judges (${where}).`);
};

/** The rules of a web ACL in their order. Throws for one that it cannot judge by. */
export const planWebAcl = ({ properties, logicalId }: Found): WebAclSpec => {
  const { Scope, DefaultAction, Rules, CustomResponseBodies } = properties;
  if (Scope !== 'CLOUDFRONT' || !(DefaultAction as { Allow?: object }).Allow)
    throw new Error(`The local cloud knows web ACLs that let through what no rule blocks (${logicalId}).`);
  return (Rules as RuleProperties[])
    .toSorted((a, b) => a.Priority - b.Priority)
    .map((rule) => readRule(rule, (CustomResponseBodies ?? {}) as Bodies, logicalId));
};
