import type { Mutant } from './mutant.ts';

const FEE_INTENT = 'functions/domain/fee/fee-intent.ts';
const AVAILABILITY = 'functions/domain/schedule/availability.ts';
const RELEASE = 'functions/domain/announcement/release-due.ts';

/** Rules of the business that somebody forgets: nothing breaks, it is only not what was agreed. */
export const ruleMutants: readonly Mutant[] = [
  {
    name: 'books for a business whose subscription has ended',
    file: 'functions/domain/agent/check-in-service.ts',
    find: "  if (servedAs(business, nowMs) === 'degraded') throw new Refusal('not_in_service');",
    replace: "  if (servedAs(business, nowMs) === undefined) throw new Refusal('not_in_service');",
    breaks: ['C4'],
  },
  {
    name: 'waives what a business agreed to pay during its trial',
    file: FEE_INTENT,
    find: " && business.billing.feesDuringTrial === 'waive'",
    replace: '',
    breaks: ['C1'],
  },
  {
    name: 'charges what was cancelled before it was first asked for',
    file: 'functions/domain/fee/collect-fee.ts',
    find: "if (because && found?.status !== 'paid') {",
    replace: "if (because && found && found.status !== 'paid') {",
    breaks: ['C1'],
  },
  {
    name: 'mails every booking to the first owner that it met',
    file: 'functions/domain/alert/booking-email.ts',
    find: '    to: business.owner.email,',
    replace: '    to: ((globalThis as { first?: string }).first ??= business.owner.email),',
    breaks: ['T1'],
  },
  {
    name: "writes the hour of Greenwich into the customer's text",
    file: 'functions/domain/text/confirmation.ts',
    find: 'writtenDateTime(appointment.zone, ',
    replace: "writtenDateTime('UTC', ",
    breaks: ['S2'],
  },
  {
    name: 'knows no other word for STOP than the old ones',
    file: 'functions/domain/customer/consent.ts',
    find: "'QUIT', 'REVOKE', 'OPTOUT']",
    replace: "'QUIT']",
    breaks: ['O3'],
  },
  {
    name: 'offers times that are nearer than the business wants',
    file: AVAILABILITY,
    find: 'nowMs + business.noticeMinutes * MINUTE_MS',
    replace: 'nowMs + 0 * business.noticeMinutes * MINUTE_MS',
    breaks: ['B4'],
  },
  {
    name: 'takes a text for too late twelve hours early',
    file: 'functions/domain/text/purpose.ts',
    find: 'Date.parse(appointment.startsAt) <= now ?',
    replace: 'Date.parse(appointment.startsAt) - 43_200_000 <= now ?',
    breaks: ['S2'],
  },
  {
    name: 'books a quarter of an hour for everything',
    file: 'functions/domain/appointment/book-appointment.ts',
    find: '    durationMinutes: service.durationMinutes,',
    replace: '    durationMinutes: 15,',
    also: [
      {
        find: 'cellsOf(startsAtMs, service.durationMinutes,',
        replace: 'cellsOf(startsAtMs, 15 + 0 * service.durationMinutes,',
      },
    ],
    breaks: ['B4', 'B6'],
  },
  {
    name: 'never looks at a released minute again',
    file: RELEASE,
    find: 'const LATE_LOOKS_MINUTES = [10, 24 * 60] as const;',
    replace: 'const LATE_LOOKS_MINUTES: readonly number[] = [];',
    breaks: ['C1', 'S2', 'Q1'],
  },
  {
    name: "puts the customer's name on record",
    file: 'functions/adapters/dynamodb/audit-entries.ts',
    find: '        serviceId: appointment.serviceId,\n',
    replace: '        serviceId: appointment.serviceId, name: appointment.customer.name,\n',
    breaks: ['A2'],
  },
  {
    name: 'refuses without a code',
    file: 'functions/runtime/problem.ts',
    find: 'JSON.stringify({ title: code, status, ...details })',
    replace: 'code',
    breaks: ['E1'],
  },
];
