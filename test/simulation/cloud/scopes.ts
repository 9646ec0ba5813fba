/** Which partitions functions of people reach by their own roles, as lib/features has it; the infra tests compare. */
export const OWN_ROWS = {
  'api/people': ['PERSON#*', 'ADDRESS#*', 'ASKER#*'],
  'api/owner': ['PERSON#*'],
  'api/operator': [
    'PERSON#*',
    'OPERATORS',
    'ADDRESS#*',
    'OPERATIONS#AUDIT',
    'OPERATIONS#CHAIN',
    'BIZ#*#SCHEDULE',
    'BIZ#*#ONBOARDING',
    'BIZ#*#TEAM',
    'BIZ#*#AUDIT',
    'BIZ#*#CHAIN',
    'BIZ#*#CALLS',
    'QUARANTINE',
    'BIZ#*#CONTESTS',
    'BUSINESSES',
    'CONTESTS',
    'ASKER#*',
    'PARTNERS',
    'PARTNER#*',
    'PARTNERKEY#*',
  ],
  'api/partner': [
    'PARTNERS',
    'PARTNERKEY#*',
    'PARTNER#*',
    'PARTNER#*#BUSINESSES',
    'PARTNER#*#LIMITS',
    'PARTNER#*#REQUESTS',
    'PARTNER#*#USAGE',
    'PARTNER#*#WEBHOOKS',
    'ADDRESS#*',
  ],
  'workers/send-email': [
    'BIZ#*#APPOINTMENTS',
    'BIZ#*#CUSTOMERS',
    'BIZ#*#CONSENT',
    'BIZ#*#SCHEDULE',
    'ADDRESS#*',
  ],
  'workers/continue-onboarding': [
    'BIZ#*#ONBOARDING',
    'BIZ#*#SCHEDULE',
    'BIZ#*#AGENT',
    'BIZ#*#APPOINTMENTS',
    'BIZ#*#CALLS',
    'BIZ#*#BILLING',
    'BIZ#*#AUDIT',
    'AGENT#*',
    'NUMBER#*',
    'STRIPE#*',
    'NUMBERORDER#*',
    'BRAND#*',
    'CAMPAIGN#*',
    'TRIAL#*',
    'QUARANTINE',
    'ASKER#*',
  ],
  'workers/copy-recording': ['BIZ#*#CALLS', 'BIZ#*#ONBOARDING'],
  'workers/deliver-partner-webhook': ['PARTNERS', 'PARTNER#*#BUSINESSES', 'PARTNER#*#WEBHOOKS'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** And by the credentials that they assume: `<tag>` stands for what the session is tagged with. */
export const SCOPED_ROWS = {
  'workers/continue-onboarding': [
    'BIZ#<business>#SCHEDULE',
    'BIZ#<business>#APPOINTMENTS',
    'BIZ#<business>#CALLS',
    'BIZ#<business>#CUSTOMERS',
    'BIZ#<business>#TEXTS',
    'BIZ#<business>#BILLING',
    'BIZ#<business>#CONTESTS',
    'BIZ#<business>#ONBOARDING',
    'BIZ#<business>#AGENT',
    'BIZ#<business>#NUMBERS',
    'BIZ#<business>#REQUESTS',
    'BIZ#<business>#LIMITS',
    'BIZ#<business>#CONSENT',
    'BIZ#<business>#AUDIT',
    'BIZ#<business>#TEAM',
  ],
  'api/people': [
    'BIZ#<business>#TEAM',
    'BIZ#<business>#AUDIT',
    'BIZ#<business>#CHAIN',
    'BIZ#<business>#LIMITS',
    'BIZ#<business>#REQUESTS',
    'BIZ#<business>#SCHEDULE',
    'PERSON#<person>',
  ],
  'api/partner': [
    'BIZ#<business>#SCHEDULE',
    'BIZ#<business>#TEAM',
    'BIZ#<business>#AUDIT',
    'BIZ#<business>#CHAIN',
    'BIZ#<business>#CALLS',
    'BIZ#<business>#APPOINTMENTS',
    'BIZ#<business>#ONBOARDING',
    'PARTNER#<partner>#BUSINESSES',
  ],
  'api/owner': [
    'BIZ#<business>#*',
    'BIZ#<business>#SCHEDULE',
    'BIZ#<business>#AGENT',
    'BIZ#<business>#CALLS',
    'BIZ#<business>#CONSENT',
    'BIZ#<business>#APPOINTMENTS',
    'BIZ#<business>#CONTESTS',
    'BIZ#<business>#ONBOARDING',
    'BIZ#<business>#LIMITS',
    'BIZ#<business>#LIVE',
    'BIZ#<business>#REQUESTS',
    'BIZ#<business>#AUDIT',
    'BIZ#<business>#CHAIN',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** `*` stands for any characters, as in IAM; it comes once at most. */
const matches = (pattern: string, partition: string): boolean => {
  const [begins = '', ends] = pattern.split('*');
  if (ends === undefined) return partition === pattern;
  return (
    partition.length >= begins.length + ends.length &&
    partition.startsWith(begins) &&
    partition.endsWith(ends)
  );
};

/** Whether one of the patterns, with the tags put in, is that partition's. */
export const reaching =
  (patterns: readonly string[], tags: Readonly<Record<string, string>> = {}) =>
  (partition: string): boolean =>
    patterns.some((pattern) =>
      // A tag that the session lacks matches nothing, as in IAM.
      matches(
        pattern.replaceAll(/<(\w+)>/g, (_, tag: string) => tags[tag] ?? '\u0000'),
        partition,
      ),
    );
