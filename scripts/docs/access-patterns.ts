import type { AccessPattern } from './access-pattern.ts';
import { AGENT_PATTERNS } from './agent-patterns.ts';
import { APPOINTMENT_PATTERNS } from './appointment-patterns.ts';
import { CONTEST_PATTERNS } from './contest-patterns.ts';
import { ENVIRONMENT_PATTERNS } from './environment-patterns.ts';
import { LEAVING_PATTERNS } from './leaving-patterns.ts';
import { LIMIT_PATTERNS } from './limit-patterns.ts';
import { LIVE_PATTERNS } from './live-patterns.ts';
import { ONBOARDING_PATTERNS } from './onboarding-patterns.ts';
import { OPERATOR_PATTERNS } from './operator-patterns.ts';
import { PARTNER_PATTERNS } from './partner-patterns.ts';
import { PEOPLE_PATTERNS } from './people-patterns.ts';
import { RECORDING_PATTERNS } from './recording-patterns.ts';
import { VENDOR_EVENT_PATTERNS } from './vendor-event-patterns.ts';

const VOICE = 'voice/agent';
const APPLY = 'workers/apply-vendor-event';
const CHARGE = 'workers/charge-booking-fee';
const BACK = 'workers/give-fee-back';
const TEXT = 'workers/send-confirmation';
const EMAIL = 'workers/send-email';
const RELAY = 'workers/relay-events';
const RELEASE = 'schedules/release-due';

/** Rows that announce what has become of them. */
const ANNOUNCING = [
  'appointment',
  'fee',
  'text',
  'reply',
  'call',
  'recording',
  'consent',
  'account',
  'code',
  'agentRecord',
  'news',
  'onboarding',
  'onboardingStep',
  'closing',
  'export',
  'settingsNews',
  'suspension',
  'provision',
  'contest',
] as const;

/** Everything functions do with the table. Every request of every flow test has to be one of these. */
export const ACCESS_PATTERNS: readonly AccessPattern[] = [
  { why: 'free times: rules and days at once', by: [VOICE], parts: ['Query configuration'] },
  {
    why: 'the rules of a business, cached for a minute',
    by: [VOICE, APPLY, CHARGE, BACK, TEXT],
    parts: ['GetItem configuration'],
  },
  {
    why: 'book: take the time, write the appointment and the fee, put it on record',
    by: [VOICE],
    parts: ['PutItem appointment', 'UpdateItem day+', 'PutItem fee', 'PutItem audit'],
    inOne: true,
    due: 2,
  },
  {
    why: 'an appointment',
    by: [VOICE, APPLY, CHARGE, BACK, TEXT, EMAIL],
    parts: ['GetItem appointment'],
    consistent: true,
  },
  {
    why: 'whether a number may be texted',
    by: [VOICE, APPLY, TEXT],
    parts: ['GetItem consent'],
    consistent: true,
  },
  { why: 'ask for a text, once', by: [VOICE, TEXT], parts: ['PutItem text'], due: 1 },
  {
    why: 'the customer consents to a text after all',
    by: [VOICE],
    parts: ['PutItem text'],
    inOne: true,
    due: 1,
  },

  { why: 'a text', by: [TEXT, APPLY], parts: ['GetItem text'], consistent: true },
  { why: 'a reply', by: [TEXT, APPLY], parts: ['GetItem reply'], consistent: true },
  {
    why: 'claim a text, unless its number has opted out or its appointment has changed',
    by: [TEXT],
    parts: [
      'PutItem text',
      'ConditionCheckItem consent',
      'PutItem textWords',
      'ConditionCheckItem appointment',
    ],
    inOne: true,
    due: 2,
  },
  {
    why: 'hold a text back, unless carriers take those of its number by now',
    by: [TEXT],
    parts: ['PutItem text', 'ConditionCheckItem configuration', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'hold a reply back, unless carriers take those of its number by now',
    by: [TEXT],
    parts: ['PutItem reply', 'ConditionCheckItem configuration', 'PutItem audit'],
    inOne: true,
    due: 1,
  },
  {
    why: 'claim a reply, unless its number has opted out',
    by: [TEXT],
    parts: ['PutItem reply', 'ConditionCheckItem consent?', 'PutItem textWords'],
    inOne: true,
    due: 2,
  },
  {
    why: 'what became of a text',
    by: [TEXT],
    parts: ['PutItem text', 'PutItem sentText?', 'PutItem audit?'],
    inOne: true,
    due: 2,
  },
  {
    why: 'what became of a reply',
    by: [TEXT],
    parts: ['PutItem reply', 'PutItem sentText?', 'PutItem audit?'],
    inOne: true,
    due: 2,
  },
  {
    why: 'a number cannot be texted for a while, or says once more what it has said',
    by: [TEXT, APPLY],
    parts: ['UpdateItem consent'],
    due: 1,
  },
  {
    why: 'a number has blocked us at the carrier',
    by: [TEXT, APPLY],
    parts: ['UpdateItem consent', 'PutItem audit'],
    inOne: true,
    due: 2,
  },

  { why: 'a fee', by: [CHARGE, BACK, EMAIL, APPLY], parts: ['GetItem fee'], consistent: true },
  { why: 'claim a fee, or note its invoice', by: [CHARGE, BACK], parts: ['UpdateItem fee'], due: 2 },
  {
    why: 'a fee gets its invoice',
    by: [CHARGE, BACK],
    parts: ['UpdateItem fee', 'PutItem stripeInvoice'],
    inOne: true,
    due: 2,
  },
  {
    why: 'the worker settles a fee',
    by: [CHARGE, BACK],
    parts: ['UpdateItem fee', 'PutItem audit'],
    inOne: true,
    due: 2,
  },
  {
    why: 'Stripe settles a fee',
    by: [APPLY],
    parts: ['UpdateItem fee', 'PutItem inbox', 'PutItem stripeInvoice?', 'PutItem audit'],
    inOne: true,
    due: 2,
  },

  {
    why: 'an event that says what we know, or is overtaken by a later one',
    by: [APPLY],
    parts: ['PutItem inbox'],
    inOne: true,
  },

  { why: "an owner's alert", by: [EMAIL, APPLY], parts: ['GetItem alert'], consistent: true },
  { why: 'ask for an alert, once', by: [EMAIL], parts: ['PutItem alert'], due: 1 },
  { why: 'move an alert', by: [EMAIL], parts: ['PutItem alert'], inOne: true, due: 2 },
  {
    why: 'Resend reports on an alert',
    by: [APPLY],
    parts: ['PutItem alert', 'PutItem inbox'],
    inOne: true,
  },

  { why: 'a customer', by: [EMAIL, APPLY], parts: ['GetItem customer'], consistent: true },
  { why: 'a customer is heard of', by: [EMAIL, APPLY], parts: ['PutItem customer'] },

  ...VENDOR_EVENT_PATTERNS,
  ...PEOPLE_PATTERNS,
  ...RECORDING_PATTERNS,
  ...OPERATOR_PATTERNS,
  ...PARTNER_PATTERNS,
  ...ENVIRONMENT_PATTERNS,
  ...LIMIT_PATTERNS,
  ...LIVE_PATTERNS,
  ...APPOINTMENT_PATTERNS,
  ...CONTEST_PATTERNS,
  ...AGENT_PATTERNS,
  ...ONBOARDING_PATTERNS,
  ...LEAVING_PATTERNS,

  ...ANNOUNCING.map(
    (row): AccessPattern => ({
      why: `the bus has what the ${row} announces`,
      by: [RELAY, RELEASE],
      parts: [`UpdateItem ${row}`],
      due: 1,
    }),
  ),
  {
    why: 'how far the due index has been released',
    by: [RELEASE],
    parts: ['GetItem watermark'],
    consistent: true,
  },
  { why: 'the due index has been released so far', by: [RELEASE], parts: ['PutItem watermark'] },
  { why: 'what is due in a minute', by: [RELEASE], parts: [], index: 'due' },
  ...([...ANNOUNCING, 'alert'] as const).map(
    (row): AccessPattern => ({
      why: `a due ${row} comes due again later`,
      by: [RELEASE],
      parts: [`UpdateItem ${row}`],
      due: 2,
    }),
  ),
];
