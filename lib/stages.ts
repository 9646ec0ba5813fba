import * as z from 'zod';

/** Stands in a template of stage `local` for a value known only when the local cloud starts. */
const placeholder = (name: string) => `cloudgreet-local://${name}`;

const url = z.url({ protocol: /^(https|cloudgreet-local)$/ });

const stageSchema = z.strictObject({
  name: z.enum(['local', 'dev', 'staging', 'prod']),
  /** Left out: the stacks go to whatever account and region the deployer's credentials name, and synth needs neither. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().optional(),
  /** `true`: what customers' data lives in cannot be deleted by removing a stack. */
  keepsData: z.boolean(),
  /**
   * `true`: a dashboard, an encryption key of our own for the alarms and a web ACL before the distribution, $12 a month,
   * which a stage without customers does without. Its alarms and every other gate are the same.
   */
  paidExtras: z.boolean(),
  logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  /** Who hears of an alarm. */
  operatorEmail: z.email(),
  emailFrom: z.string().min(3),
  emailReplyTo: z.email(),
  stripeUrl: url,
  telnyxUrl: url,
  resendUrl: url,
  retellUrl: url,
  voiceMemoryMb: z.int().min(512).max(10240),
  /** Invocations kept free for calls, whatever else the account is doing. Left out: shares the account's pool. */
  voiceReservedConcurrency: z.int().min(1).optional(),
  apiRequestsPerSecond: z.int().min(1),
  apiBurst: z.int().min(1),
  /** How many times what functions/domain/limit/limits.ts says whoever asks may ask, and a day may bring about. */
  limitFactor: z.int().min(1),
  /** What each route that is open to everybody takes, from all of them together: sign-up, sign-in, codes. */
  openRouteRequestsPerSecond: z.int().min(1),
  openRouteBurst: z.int().min(1),
  /** What the distribution takes from one address in any five minutes, where there is a web ACL. AWS knows 10 and more. */
  edgeRequestsPerFiveMinutes: z.int().min(10).max(2_000_000_000),
  /** Raised by one to have the origin secret looked up anew: docs/runbooks/web-api.md says when. */
  originSecretRound: z.int().min(1),
  /** Left out: CloudFront's own domain. The certificate is one of us-east-1. */
  webDomain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
    })
    .optional(),
  /** Stage local only: where a dashboard under development is served, which may call the API from there. */
  devServerOrigins: z.array(z.url({ protocol: /^http$/, hostname: /^localhost$/ })).optional(),
  /** Stage local only: where objects are fetched; elsewhere each bucket has an address of its own. */
  objectsUrl: url.optional(),
  /** Stage local only: a demo can be played on another day. */
  clockOffsetMs: z.string().optional(),
});

export type Stage = Readonly<z.infer<typeof stageSchema>>;
export type StageName = Stage['name'];

const vendors = {
  stripeUrl: 'https://api.stripe.com',
  telnyxUrl: 'https://api.telnyx.com/v2',
  resendUrl: 'https://api.resend.com',
  retellUrl: 'https://api.retellai.com',
} as const;

const everywhere = {
  ...vendors,
  paidExtras: true,
  logLevel: 'INFO',
  operatorEmail: 'operations@cloudgreet.example',
  emailFrom: 'CloudGreet <notifications@cloudgreet.example>',
  emailReplyTo: 'support@cloudgreet.example',
  // Below one vCPU the start of a cold container is slow enough to hear.
  voiceMemoryMb: 1769,
  apiRequestsPerSecond: 500,
  apiBurst: 1000,
  limitFactor: 1,
  // Twenty times what the web ACL lets one address have, so that a few of them keep nobody from signing in. Who guesses
  // passwords or codes is held by the buckets of networks and accounts long before.
  openRouteRequestsPerSecond: 200,
  openRouteBurst: 400,
  // Ten a second for five minutes: an office of twenty busy dashboards behind one address.
  edgeRequestsPerFiveMinutes: 3000,
  originSecretRound: 1,
} as const;

/** AWS makes a distribution's web ACL nowhere else, and one region for all of a stage is simpler than two. */
const WEB_ACL_REGION = 'us-east-1';

const stages: Record<StageName, z.input<typeof stageSchema>> = {
  local: {
    ...everywhere,
    name: 'local',
    keepsData: false,
    logRetentionDays: 7,
    // Nobody needs to be kept out of one's own machine, and tests send in seconds what vendors send in minutes.
    apiRequestsPerSecond: 10_000,
    apiBurst: 5000,
    limitFactor: 10_000,
    openRouteRequestsPerSecond: 10_000,
    openRouteBurst: 5000,
    edgeRequestsPerFiveMinutes: 2_000_000,
    devServerOrigins: ['http://localhost:5173'],
    stripeUrl: placeholder('stripe-url'),
    telnyxUrl: placeholder('telnyx-url'),
    resendUrl: placeholder('resend-url'),
    retellUrl: placeholder('retell-url'),
    objectsUrl: placeholder('objects-url'),
    clockOffsetMs: placeholder('clock-offset-ms'),
  },
  dev: {
    ...everywhere,
    name: 'dev',
    keepsData: false,
    paidExtras: false,
    logRetentionDays: 7,
    operatorEmail: 'operations+dev@cloudgreet.example',
    apiRequestsPerSecond: 50,
    apiBurst: 100,
    openRouteRequestsPerSecond: 20,
    openRouteBurst: 40,
  },
  staging: {
    ...everywhere,
    name: 'staging',
    region: WEB_ACL_REGION,
    keepsData: true,
    logRetentionDays: 30,
    operatorEmail: 'operations+staging@cloudgreet.example',
  },
  prod: {
    ...everywhere,
    name: 'prod',
    region: WEB_ACL_REGION,
    keepsData: true,
    logRetentionDays: 365,
  },
};

/** Parses the named stage. Throws `UnknownStage`, whose message is one sentence for the person who typed the command. */
export const readStage = (name: unknown): Stage => {
  const known = Object.keys(stages).join(', ');
  if (name === undefined || name === '')
    throw new UnknownStage(`Say which stage: add -c stage=NAME, where NAME is one of ${known}.`);
  if (typeof name !== 'string' || !Object.hasOwn(stages, name))
    throw new UnknownStage(`There is no stage "${name}": the stages are ${known}.`);
  return parseStage(stages[name as StageName]);
};

export const stageNames = Object.keys(stages) as StageName[];

/** Refuses what no stage may be, e.g. placeholders or a clock of its own outside of stage local. */
export const parseStage = (input: z.input<typeof stageSchema>): Stage =>
  stageSchema
    .refine((stage) => stage.name === 'local' || !JSON.stringify(stage).includes(placeholder('')), {
      error: 'only stage local may hold a cloudgreet-local:// placeholder',
    })
    .refine((stage) => stage.name === 'local' || stage.clockOffsetMs === undefined, {
      error: 'only stage local may have a clock offset',
    })
    .refine((stage) => stage.name === 'local' || stage.devServerOrigins === undefined, {
      error: 'only stage local may be called from the pages of a development server',
    })
    .refine((stage) => stage.name === 'local' || !stage.paidExtras || stage.region === WEB_ACL_REGION, {
      error: `a stage with a web ACL is in ${WEB_ACL_REGION}`,
    })
    .parse(input);

export class UnknownStage extends Error {
  override readonly name = 'UnknownStage';
}
