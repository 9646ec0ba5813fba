import type { AccessPattern } from './access-pattern.ts';

const ASK = ['api/owner', 'api/operator'];
const WORK = 'workers/continue-onboarding';

/** What goes a month after a business has left, and is not put beside another row here. */
const ERASED = {
  configuration: 0,
  day: 0,
  appointment: 0,
  text: 0,
  alert: 0,
  news: 0,
  call: 0,
  recording: 0,
  remark: 0,
  hold: 0,
  callLeg: 0,
  customer: 0,
  inboundText: 0,
  reply: 0,
  sentText: 0,
  textWords: 0,
  checkout: 0,
  trialOf: 0,
  onboarding: 0,
  onboardingStep: 0,
  suspension: 0,
  export: 0,
  agentRecord: 0,
  agentVersion: 0,
  settingsNews: 0,
  provision: 0,
  request: 0,
  businessBucket: 0,
  businessTally: 0,
};

/** How a business is suspended, and how it leaves. */
export const LEAVING_PATTERNS: readonly AccessPattern[] = [
  {
    why: 'how far a business that leaves has come',
    by: [...ASK, WORK],
    parts: ['GetItem closing'],
    consistent: true,
  },
  {
    why: 'how far a business has come that an operator suspends or closes',
    by: ['api/operator'],
    parts: ['Query onboarding'],
    consistent: true,
  },
  {
    why: 'the last link of what people did at a business that an operator suspends or closes',
    by: ['api/operator'],
    parts: ['GetItem auditChain'],
    consistent: true,
  },
  { why: 'whether a business is suspended', by: ASK, parts: ['GetItem suspension'], consistent: true },
  {
    why: 'suspend a business or serve it again, on record',
    by: ASK,
    parts: ['PutItem suspension', 'UpdateItem configuration', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'begin to close a business, for which nothing is made any more, on record',
    by: ASK,
    parts: [
      'PutItem closing',
      'PutItem onboarding',
      'PutItem onboardingStep*',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 2,
  },
  {
    why: 'close at once what waits for the end of what is paid, on record',
    by: ASK,
    parts: ['PutItem closing', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'claim a closing, note what a vendor has, and that it has it no more',
    by: [WORK],
    parts: ['PutItem closing'],
    inOne: true,
    due: 1,
  },
  {
    why: 'the line is being taken down: serve nobody in full',
    by: [WORK],
    parts: ['UpdateItem configuration'],
  },
  { why: "an order of numbers is nobody's", by: [WORK], parts: ['DeleteItem numberOrder'] },
  { why: "a brand is nobody's", by: [WORK], parts: ['DeleteItem brand'] },
  { why: "a campaign is nobody's", by: [WORK], parts: ['DeleteItem campaign'] },
  {
    why: "the business has no line and its names are nobody's, on record",
    by: [WORK],
    parts: [
      'UpdateItem configuration',
      'PutItem closing',
      'PutItem onboarding',
      'PutItem onboardingStep*',
      'PutItem audit',
      'DeleteItem agent*',
      'DeleteItem number*',
    ],
    inOne: true,
    due: 1,
  },
  ...(
    [
      'call',
      'customer',
      'inboundText',
      'appointment',
      'account',
      'agentRecord',
      'provision',
      'onboarding',
      'request',
      'businessBucket',
      'configuration',
      'contest',
    ] as const
  ).map(
    (row): AccessPattern => ({
      why: `what is to be erased beside ${row}`,
      by: [WORK],
      parts: [`Query ${row}`],
      consistent: true,
    }),
  ),
  ...(Object.keys(ERASED) as (keyof typeof ERASED)[]).map(
    (row): AccessPattern => ({ why: `erase: ${row}`, by: [WORK], parts: [`DeleteItem ${row}`] }),
  ),
  ...(['fee', 'account', 'accountInvoice'] as const).map(
    (row): AccessPattern => ({
      why: `${row} of a business that is erased goes by itself when it need not be accounted for any more`,
      by: [WORK],
      parts: [`UpdateItem ${row}`],
    }),
  ),
  {
    why: 'who called and what was said goes, where the recording of a call is held',
    by: [WORK],
    parts: ['UpdateItem call'],
  },
  { why: 'by which customer it was known', by: [WORK], parts: ['GetItem configuration'], consistent: true },
  { why: "a customer at Stripe is nobody's", by: [WORK], parts: ['DeleteItem stripeCustomer'] },
  {
    why: 'an archive that was asked for',
    by: ['api/owner', WORK],
    parts: ['GetItem export'],
    consistent: true,
  },
  {
    why: 'ask for an archive, on record',
    by: ['api/owner'],
    parts: ['PutItem export', 'UpdateItem auditChain', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  { why: 'an archive is ready', by: [WORK], parts: ['PutItem export'], inOne: true, due: 1 },
  ...(['consent', 'audit', 'member'] as const).map(
    (row): AccessPattern => ({
      why: `what an archive has beside what is erased: ${row}`,
      by: [WORK],
      parts: [`Query ${row}`],
      consistent: true,
    }),
  ),
];
