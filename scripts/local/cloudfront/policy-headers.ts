import type { Found } from '../assembly/plan.ts';

type Setting = Readonly<Record<string, unknown>>;

/** What each part of a policy says to a browser. */
const SECURITY: Readonly<Record<string, (setting: Setting) => readonly [name: string, value: string]>> = {
  ContentSecurityPolicy: (one) => ['content-security-policy', String(one.ContentSecurityPolicy)],
  ContentTypeOptions: () => ['x-content-type-options', 'nosniff'],
  FrameOptions: (one) => ['x-frame-options', String(one.FrameOption)],
  ReferrerPolicy: (one) => ['referrer-policy', String(one.ReferrerPolicy)],
  StrictTransportSecurity: (one) => [
    'strict-transport-security',
    [
      `max-age=${String(one.AccessControlMaxAgeSec)}`,
      ...(one.IncludeSubdomains ? ['includeSubDomains'] : []),
      ...(one.Preload ? ['preload'] : []),
    ].join('; '),
  ],
};

/** The headers that a response headers policy puts on an answer. Throws for what it cannot say, and for one that gives way. */
export const policyHeaders = ({ properties, logicalId }: Found): Readonly<Record<string, string>> => {
  const config = properties.ResponseHeadersPolicyConfig as Setting;
  const { Name: _, SecurityHeadersConfig = {}, CustomHeadersConfig = { Items: [] }, ...others } = config;
  const [other] = Object.keys(others).filter((name) => name !== 'Comment');
  if (other) throw new Error(`The local cloud does not know ${other} of a headers policy (${logicalId}).`);
  const custom = (CustomHeadersConfig as { Items: Setting[] }).Items;
  const security = Object.entries(SecurityHeadersConfig as Record<string, Setting>);
  if (![...custom, ...security.map(([, one]) => one)].every(({ Override }) => Override === true))
    throw new Error(`The local cloud knows headers that replace the origin's (${logicalId}).`);
  return Object.fromEntries([
    ...security.map(([name, one]) => {
      const say = SECURITY[name];
      if (!say) throw new Error(`The local cloud does not know ${name} of a headers policy (${logicalId}).`);
      return say(one);
    }),
    ...custom.map(({ Header, Value }) => [String(Header).toLowerCase(), String(Value)] as const),
  ]);
};
