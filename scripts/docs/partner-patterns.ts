import type { AccessPattern } from './access-pattern.ts';

const PARTNER = 'api/partner';
const OPERATOR = 'api/operator';
const DELIVER = 'workers/deliver-partner-webhook';
const RELAY = 'workers/relay-events';
const RELEASE = 'schedules/release-due';

const onRecord = ['UpdateItem operationsChain', 'PutItem operationsAudit'] as const;

/** What partners' programs do with the table, and operators with partners and their keys. */
export const PARTNER_PATTERNS: readonly AccessPattern[] = [
  { why: 'whose a key is', by: [PARTNER], parts: ['GetItem keyHolder'], consistent: true },
  { why: 'what a key opens, until when', by: [PARTNER], parts: ['GetItem partnerKey'], consistent: true },
  {
    why: 'whether a partner is suspended',
    by: [PARTNER, OPERATOR, DELIVER],
    parts: ['GetItem partner'],
    consistent: true,
  },
  { why: 'a request more of a key in a month', by: [PARTNER], parts: ['UpdateItem keyMonth'] },
  { why: 'a key is in use, once an hour', by: [PARTNER], parts: ['UpdateItem keyUse'] },
  {
    why: 'when keys were used last, or how often in a month',
    by: [PARTNER, OPERATOR],
    parts: ['Query keyUse'],
    consistent: true,
  },
  { why: "take a partner's Idempotency-Key", by: [PARTNER], parts: ['PutItem partnerRequest'] },
  { why: 'keep what a partner was answered', by: [PARTNER], parts: ['UpdateItem partnerRequest'] },
  { why: "let a partner's key of a request go", by: [PARTNER], parts: ['DeleteItem partnerRequest'] },
  {
    why: 'whether a business is one of a partner',
    by: [PARTNER, DELIVER],
    parts: ['GetItem partnerBusiness'],
    consistent: true,
  },
  { why: 'the businesses of a partner', by: [PARTNER], parts: ['Query partnerBusiness'] },
  {
    why: 'open a business for an owner who is yet to come, on its record',
    by: [PARTNER],
    parts: [
      'PutItem configuration',
      'PutItem partnerBusiness',
      'PutItem partnerReference?',
      'UpdateItem auditChain',
      'PutItem audit',
    ],
    inOne: true,
    due: 1,
  },
  {
    why: "the last link of a business's record",
    by: [PARTNER],
    parts: ['GetItem auditChain'],
    consistent: true,
  },
  { why: 'a code that an owner was sent before', by: [PARTNER], parts: ['GetItem code'], consistent: true },
  { why: 'the code of an invitation', by: [PARTNER], parts: ['PutItem code'], due: 1 },
  {
    why: "a business's settings",
    by: [PARTNER],
    parts: ['GetItem configuration'],
    consistent: true,
  },
  { why: 'whether anybody owns it', by: [PARTNER], parts: ['GetItem owners'], consistent: true },
  ...(['call', 'fee', 'text'] as const).flatMap((row): AccessPattern[] => [
    { why: `each ${row} of a month, by time`, by: [PARTNER], parts: [`Query ${row}`], index: 'listed' },
    { why: `a ${row} that is counted`, by: [PARTNER], parts: [`GetItem ${row}`], consistent: true },
  ]),

  {
    why: "a partner's endpoint",
    by: [PARTNER, DELIVER],
    parts: ['GetItem webhookEndpoint'],
    consistent: true,
  },
  {
    why: "a partner's endpoints, or what was sent to one of them",
    by: [PARTNER, DELIVER],
    parts: ['Query webhookEndpoint'],
    consistent: true,
  },
  { why: 'what was sent to an endpoint, newest first', by: [PARTNER], parts: ['Query webhookEndpoint'] },
  {
    why: 'a partner has one endpoint more',
    by: [PARTNER],
    parts: ['PutItem webhookEndpoint', 'UpdateItem webhookEndpoints'],
    inOne: true,
  },
  {
    why: 'a partner has one endpoint less',
    by: [PARTNER],
    parts: ['DeleteItem webhookEndpoint', 'UpdateItem webhookEndpoints'],
    inOne: true,
  },
  {
    why: 'an endpoint gets another secret, is enabled, or fares well or badly',
    by: [PARTNER, DELIVER],
    parts: ['UpdateItem webhookEndpoint'],
  },
  {
    why: 'a delivery',
    by: [PARTNER, DELIVER],
    parts: ['GetItem webhookDelivery'],
    consistent: true,
  },
  {
    why: 'a delivery is made, claimed, settled, put off or replayed',
    by: [PARTNER, DELIVER],
    parts: ['PutItem webhookDelivery'],
    due: 2,
  },
  {
    why: 'the bus has what a delivery announces, or it comes due again later',
    by: [RELAY, RELEASE],
    parts: ['UpdateItem webhookDelivery'],
    due: 2,
  },

  { why: 'all partners, by id', by: [OPERATOR], parts: ['Query partner'] },
  { why: "a partner's keys", by: [OPERATOR], parts: ['Query partnerKey'], consistent: true },
  {
    why: 'a partner is made, suspended or resumed, on record',
    by: [OPERATOR],
    parts: ['PutItem partner', ...onRecord],
    inOne: true,
  },
  {
    why: 'a key is made, maybe in the place of another, on record',
    by: [OPERATOR],
    parts: ['PutItem partner', 'PutItem partnerKey+', 'PutItem keyHolder', ...onRecord],
    inOne: true,
  },
  {
    why: 'a key is revoked, on record',
    by: [OPERATOR],
    parts: ['PutItem partner', 'PutItem partnerKey', ...onRecord],
    inOne: true,
  },
];
