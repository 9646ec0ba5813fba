/** What a web ACL looks at. */
export type ViewedRequest = {
  readonly method: string;
  /** As it came, with its percent signs, without the query. */
  readonly path: string;
  readonly query: string;
  /** By lower-cased name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

type Rule = (request: ViewedRequest) => boolean;

/** Of a body AWS looks at this much before a distribution. */
const BODY_LOOKED_AT = 16 * 1024;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const readable = ({ body }: ViewedRequest): string => body.subarray(0, BODY_LOOKED_AT).toString('latin1');

const isLog4j = (text: string): boolean => /\$\{\s*jndi:/i.test(decoded(text));
const climbs = (text: string): boolean => /(^|[/\\])\.\.[/\\]/.test(decoded(text));

/**
 * Those of AWS's rules that can be said in a line, by AWS's names for them. It publishes limits and examples, not its
 * patterns: whatever passes here may be blocked there.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const GROUPS: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  AWSManagedRulesKnownBadInputsRuleSet: {
    Host_localhost_HEADER: ({ headers }) => /\blocalhost\b/i.test(headers.host ?? ''),
    PROPFIND_METHOD: ({ method }) => method === 'PROPFIND',
    ExploitablePaths_URIPATH: ({ path }) => /\/web-inf(\/|$)/i.test(decoded(path)),
    Log4JRCE_HEADER: ({ headers }) => Object.values(headers).some(isLog4j),
    Log4JRCE_QUERYSTRING: ({ query }) => isLog4j(query),
    Log4JRCE_URIPATH: ({ path }) => isLog4j(path),
    Log4JRCE_BODY: (request) => isLog4j(readable(request)),
  },
  AWSManagedRulesCommonRuleSet: {
    NoUserAgent_HEADER: ({ headers }) => !headers['user-agent'],
    SizeRestrictions_QUERYSTRING: ({ query }) => query.length > 2048,
    SizeRestrictions_Cookie_HEADER: ({ headers }) => (headers.cookie ?? '').length > 10_240,
    SizeRestrictions_BODY: ({ body }) => body.length > 8192,
    SizeRestrictions_URIPATH: ({ path }) => path.length > 1024,
    GenericLFI_URIPATH: ({ path }) => climbs(path),
    GenericLFI_QUERYARGUMENTS: ({ query }) => climbs(query.replaceAll(/[&=]/g, '/')),
  },
};

export const isKnownGroup = (name: string): boolean => name in GROUPS;

/** The name of the first rule of a group that blocks the request. `counted` are those that only look. */
export const blockingRule = (
  group: string,
  counted: readonly string[],
  request: ViewedRequest,
): string | undefined =>
  Object.entries(GROUPS[group] ?? {}).find(([name, fits]) => !counted.includes(name) && fits(request))?.[0];
