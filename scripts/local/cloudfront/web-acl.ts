import type { BlockAnswer, WebAclSpec } from './distribution-spec.ts';
import { blockingRule, type ViewedRequest } from './managed-rules.ts';
import { createRateRule } from './rate-rule.ts';

export type Blocked = { readonly rule: string; readonly answer: BlockAnswer };

/** Says which rule blocks a request, if one does. */
export type WebAcl = (address: string, request: ViewedRequest) => Blocked | undefined;

/** CloudFront's own page. */
const BLOCKED: BlockAnswer = {
  status: 403,
  contentType: 'text/html',
  body: '<html><head><title>ERROR</title></head><body><h1>403 ERROR</h1><p>Request blocked.</p></body></html>',
};

/** Judges as a web ACL does: by its rules in their order, the first that blocks. `now`: steady, in milliseconds. */
export const createWebAcl = (spec: WebAclSpec, now: () => number): WebAcl => {
  const judges = spec.map((rule): WebAcl => {
    if (rule.kind === 'rate') {
      const { take } = createRateRule(rule, now);
      return (address) => (take(address) ? undefined : { rule: rule.name, answer: rule.answer });
    }
    return (_, request) => {
      const blocking = blockingRule(rule.group, rule.counted, request);
      return blocking === undefined ? undefined : { rule: blocking, answer: BLOCKED };
    };
  });
  return (address, request) => {
    for (const judge of judges) {
      const blocked = judge(address, request);
      if (blocked) return blocked;
    }
    return undefined;
  };
};
