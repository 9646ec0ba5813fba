import type { Mutant } from './mutant.ts';

const COLLECT = 'functions/domain/fee/collect-fee.ts';
const SETTLE = 'functions/domain/fee/settle-fee.ts';
const PAYMENTS = 'functions/adapters/stripe/payments.ts';

export const feeMutants: readonly Mutant[] = [
  {
    name: 'writes down no invoice before it is paid, and looks for none',
    file: COLLECT,
    find: '    const isRecorded = claimed.invoiceId === draft.id;',
    replace: '    const isRecorded = true;',
    also: [
      {
        find: '    (fee.attempt ?? 1) > 1 || fee.invoiceId',
        replace: '    fee.invoiceId',
      },
    ],
    breaks: ['C1', 'C2', 'Q1'],
  },
  {
    name: 'draws an idempotency key by chance',
    file: PAYMENTS,
    find: `:v\${bill.keyVersion}`,
    replace: `:\${Math.random()}`,
    breaks: ['C1', 'C2', 'Q1'],
  },
  {
    name: 'takes a decline for the end, whoever pays later',
    file: SETTLE,
    find: "return fee.state === 'charged' ? undefined : charged(deps.ids, fee, fact.invoiceId, at);",
    replace: "return fee.state !== 'owed' ? undefined : charged(deps.ids, fee, fact.invoiceId, at);",
    breaks: ['C2'],
  },
  {
    name: 'lets a failed payment undo one that was made',
    file: SETTLE,
    find: "if (fee.state !== 'owed' || isClaimed(fee, now)) return undefined;",
    replace: 'if (isClaimed(fee, now)) return undefined;',
    breaks: ['C2', 'A1'],
  },
  {
    name: 'bills calls that only try the agent out',
    file: 'functions/domain/fee/fee-intent.ts',
    find: "if (call.isTest) return 'test_call';",
    replace: '',
    breaks: ['C1'],
  },
  {
    name: 'waives what nobody answered for',
    file: COLLECT,
    find: 'const because = whyNotCharged(claimed, appointment);',
    replace:
      "const because = found?.status === 'draft' ? 'cancelled_before_charge' : whyNotCharged(claimed, appointment);",
    breaks: ['C1', 'C2'],
  },
  {
    name: 'waives what the business cancels itself before it is charged',
    file: 'functions/domain/appointment/appointment.ts',
    find: "status === 'cancelled' && cancelledBy === undefined;",
    replace: "status === 'cancelled';",
    breaks: ['C1'],
  },
  {
    name: 'leaves the invoice of a cancelled appointment open',
    file: COLLECT,
    find: '      if (found) await deps.payments.callOff(bill, found);\n',
    replace: '',
    breaks: ['C2'],
  },
  {
    name: 'charges a job again that was billed when it was booked before',
    file: COLLECT,
    find: "if (!found && (await wasBilled(appointment))) return waived('rebooked', at());",
    replace: '',
    breaks: ['C1'],
  },
  {
    name: 'takes the last word about a subscription for the latest',
    file: 'functions/domain/subscription/subscription.ts',
    find: '  if (difference > 0) return [sighting];',
    replace: '  if (difference !== 0) return [sighting];',
    breaks: ['C4'],
  },
  {
    name: 'puts another id on the invoice than the fee has',
    file: 'functions/adapters/stripe/invoices.ts',
    find: '  fee_id: bill.feeId,',
    replace: '  fee_id: bill.appointmentId,',
    breaks: ['C3'],
  },
  {
    name: 'remembers a refund without its effect',
    file: 'functions/domain/reversal/record-reversal.ts',
    find: 'if (!after) return deps.events.remember(occasion);',
    replace: "if (!after || reversal.kind === 'refund') return deps.events.remember(occasion);",
    breaks: ['C5'],
  },
];
