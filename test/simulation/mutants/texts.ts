import type { Mutant } from './mutant.ts';

const SEND = 'functions/domain/text/send-text.ts';
const CONSENT = 'functions/adapters/dynamodb/consent-rows.ts';

export const textMutants: readonly Mutant[] = [
  {
    name: 'sends a text again when nobody answered',
    file: SEND,
    find: `      case 'unknown':
        return text;`,
    replace: `      case 'unknown':
        return write(text, step.postponed(text, now));`,
    breaks: ['S1'],
  },
  {
    name: 'asks for the opt-out before the claim instead of in it',
    file: CONSENT,
    find: "  if (needed.kind === 'any') return [];",
    replace: '  if (needed !== undefined) return [];',
    breaks: ['S3'],
  },
  {
    name: 'lets an opt-out expire',
    file: CONSENT,
    find: 'const values: Row = { v: 1, businessId, changedAt, state, since, ...written, ...speaks };',
    replace:
      'const values: Row = { v: 1, businessId, changedAt, state, since, ...written, ...speaks, expiresAt: Math.floor(Date.parse(step.heardAt) / 1000) + 86_400 };',
    breaks: ['O1'],
  },
  {
    name: 'takes a question for consent',
    file: 'functions/domain/customer/consent.ts',
    find: '  help: undefined,',
    replace: "  help: 'opted_in',",
    breaks: ['O1', 'O3'],
  },
  {
    name: 'takes a question for an opt-out',
    file: 'functions/domain/customer/consent.ts',
    find: '  help: undefined,',
    replace: "  help: 'opted_out',",
    breaks: ['O2'],
  },
  {
    name: 'lets two workers claim one text',
    file: 'functions/adapters/dynamodb/text-rows.ts',
    find: "ConditionExpression: 'epoch = :asRead',",
    replace: "ConditionExpression: 'epoch >= :asRead OR epoch < :asRead',",
    breaks: ['S1', 'S2', 'A1'],
  },
  {
    name: 'sends again before absence is sure',
    file: 'functions/domain/text/text-steps.ts',
    find: 'sinceHandover(text, now) >= ABSENCE_COUNTS_AFTER_MS;',
    replace: 'sinceHandover(text, now) >= 0;',
    breaks: ['S1'],
  },
  {
    name: 'never gives up asking what became of a text',
    file: 'functions/domain/text/text-steps.ts',
    find: '? now - Date.parse(text.sentAt ?? iso(now)) > RECEIPTS_END_AFTER_MS',
    replace: '? now < 0 && RECEIPTS_END_AFTER_MS > 0',
    breaks: ['Q1', 'S2'],
  },
  {
    name: 'texts people who said no to texts',
    file: 'functions/domain/text/purpose.ts',
    find: "    if (!appointment.textConsent && text.consentedAt === undefined) return 'no_consent';\n",
    replace: '',
    breaks: ['S5'],
  },
  {
    name: 'holds texts back that carriers take',
    file: SEND,
    find: '    if (!mayText(business)) {\n',
    replace:
      "    if (mayText(business)) return write(text, step.suppressed(text, 'not_registered', clock.now()));\n    if (!mayText(business)) {\n",
    breaks: ['S2'],
  },
  {
    name: 'draws the key of an e-mail by chance',
    file: 'functions/domain/alert/alert.ts',
    find: '`booking-alert/',
    replace: `\`booking-alert/\${Math.random()}/`,
    breaks: ['S1'],
  },
  {
    name: 'hears a STOP said later as if it were said earlier',
    file: 'functions/domain/customer/consent.ts',
    find: '  if (known && known.at > said.at) return undefined;',
    replace: '  if (known) return undefined;',
    breaks: ['O3'],
  },
  {
    name: 'forgets who a message was for when it is claimed',
    file: 'functions/domain/text/purpose.ts',
    find: '    to: appointment.customer.phone,',
    replace: '    to: business.owner.phones[0] ?? appointment.customer.phone,',
    breaks: ['S5'],
  },
  {
    name: 'sends a reply again blindly after an unknown end',
    file: SEND,
    find: `      case 'unknown':
        return text;`,
    replace: `      case 'unknown':
        return text.kind === 'reply' ? write(text, step.postponed(text, now)) : text;`,
    breaks: ['S1'],
  },
];
