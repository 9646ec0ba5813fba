import type { CallId, FeeId } from '../../functions/contracts/ids.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import { CLAIM_MS, type Fee, type Settlement } from '../../functions/domain/fee/fee.ts';
import type { Fees } from '../../functions/domain/fee/ports.ts';
import { aBusiness, anAppointment } from './builders.ts';

const appointment = anAppointment();
const business = aBusiness();

/** Fifty dollars owed for Dana Reyes's furnace. */
export const aFee = (differing: Partial<Fee> = {}): Fee => ({
  v: 1,
  id: 'fee_danareyes0000000000000001' as FeeId,
  businessId: business.id,
  appointmentId: appointment.id,
  state: 'owed',
  amountCents: 5000,
  currency: 'usd',
  stripeCustomerId: business.billing.stripeCustomerId,
  evidence: {
    callId: 'call_danareyes01' as CallId,
    toolCallId: 'tool_1',
    callOffsetMs: 95_000,
    transcriptTurn: 11,
    toolResult: 'You are booked.',
  },
  createdAt: appointment.bookedAt,
  epoch: 0,
  ...differing,
});

/** Keeps the promises of the port and nothing over a restart. */
export const memoryFees = (...start: Fee[]) => {
  const rows = new Map(start.map((fee) => [fee.appointmentId, fee]));
  const inbox = new Set<string>();
  const announced: string[] = [];
  const wakeAtMs = new Map<string, number>();

  const put = (fee: Fee): Fee => {
    rows.set(fee.appointmentId, fee);
    return fee;
  };
  const isMine = (claimed: Fee, now: Fee | undefined): now is Fee =>
    now?.state === 'owed' && now.epoch === claimed.epoch && now.claimedAt === claimed.claimedAt;
  const isOpen = (fee: Fee) => fee.state === 'owed' || fee.state === 'declined';

  const apply = (fee: Fee, settlement: Settlement) => {
    const { state, at } = settlement;
    wakeAtMs.delete(fee.id);
    const freed = { ...fee, state, claimedAt: undefined };
    if (state === 'waived') return put({ ...freed, waivedAt: at, waivedBecause: settlement.because });
    announced.push(settlement.event.name);
    const { invoiceId } = settlement;
    if (state === 'charged') return put({ ...freed, invoiceId, chargedAt: at });
    return put({ ...freed, invoiceId, declinedAt: at, declineCode: settlement.declineCode });
  };

  const fees: Fees = {
    find: async (_, appointmentId) => rows.get(appointmentId),
    async claim(fee, now) {
      const row = rows.get(fee.appointmentId);
      const isHeld = row?.claimedAt !== undefined && Date.parse(row.claimedAt) > now - CLAIM_MS;
      if (row?.state !== 'owed' || row.epoch !== fee.epoch || isHeld) return undefined;
      const at = new Date(now).toISOString();
      wakeAtMs.set(fee.id, now + CLAIM_MS);
      return put({
        ...row,
        epoch: row.epoch + 1,
        attempt: (row.attempt ?? 0) + 1,
        claimedAt: at,
        firstAttemptAt: row.firstAttemptAt ?? at,
      });
    },
    async record(claimed, { invoiceId, step }) {
      const row = rows.get(claimed.appointmentId);
      if (!isMine(claimed, row) || (row.invoiceId ?? invoiceId) !== invoiceId) {
        throw new Refusal('claim_lost', { feeId: claimed.id });
      }
      return put({ ...row, invoiceId, step });
    },
    async release(claimed, next) {
      const row = rows.get(claimed.appointmentId);
      if (!isMine(claimed, row)) return;
      wakeAtMs.set(claimed.id, next.wakeAtMs);
      put({ ...row, claimedAt: undefined, keyVersion: next.keyVersion });
    },
    async finish(claimed, settlement) {
      const row = rows.get(claimed.appointmentId);
      const isProof =
        settlement.state === 'charged' &&
        row !== undefined &&
        isOpen(row) &&
        (row.invoiceId ?? settlement.invoiceId) === settlement.invoiceId;
      if (row && (isProof || (settlement.state !== 'charged' && isMine(claimed, row)))) {
        apply(row, settlement);
      }
    },
    async settle(fee, settlement, { eventId }) {
      if (inbox.has(eventId)) return 'repeated';
      const row = rows.get(fee.appointmentId);
      const isAsRead =
        row?.state === fee.state &&
        row.epoch === fee.epoch &&
        row.invoiceId === fee.invoiceId &&
        row.claimedAt === fee.claimedAt;
      if (settlement && !isAsRead) return 'moved';
      inbox.add(eventId);
      if (settlement && row) apply(row, settlement);
      return 'settled';
    },
  };

  return {
    ...fees,
    /** The row of the one fee that most tests are about. */
    row: (appointmentId = appointment.id): Fee => {
      const fee = rows.get(appointmentId);
      if (!fee) throw new Error(`no fee of ${appointmentId}`);
      return fee;
    },
    announced,
    wakeAtMs: (fee: Fee) => wakeAtMs.get(fee.id),
  };
};
