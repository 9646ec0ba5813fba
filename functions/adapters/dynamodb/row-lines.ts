import type { Alert } from '../../domain/alert/alert.ts';
import { type Appointment, correlationOf } from '../../domain/appointment/appointment.ts';
import type { Fee } from '../../domain/fee/fee.ts';
import type { Text } from '../../domain/text/text.ts';

/** What a line may say of each kind of row: ids, states, codes, amounts and instants, and nothing of a person. */
const placeOf = (row: {
  readonly id: string;
  readonly businessId: string;
  readonly appointmentId?: string | undefined;
}) => ({ id: row.id, businessId: row.businessId, appointmentId: row.appointmentId });

/** A vendor's word for why, where it is one: a sentence might name somebody. */
export const codeOf = (because: string | undefined): string | undefined =>
  because === undefined || /^[\w./:-]{1,64}$/.test(because) ? because : 'in_words';

/** When a row that is not finished speaks again, as its due marks say. */
const dueAtOf = (dueSk: unknown): string | undefined => (dueSk ? String(dueSk).split('#')[0] : undefined);

export const appointmentLine = (appointment: Appointment) => ({
  noun: 'appointment' as const,
  correlationId: correlationOf(appointment),
  ...placeOf({ ...appointment, appointmentId: appointment.id }),
  to: appointment.status,
  version: appointment.version,
  serviceId: appointment.serviceId,
  startsAt: appointment.startsAt,
  durationMinutes: appointment.durationMinutes,
  crewId: appointment.crewId,
  zone: appointment.zone,
});

export const feeLine = (from: Fee | undefined, to: Fee, dueSk?: unknown) => ({
  noun: 'fee' as const,
  correlationId: to.evidence.callId,
  ...placeOf(to),
  from: from?.state,
  to: to.state,
  amountCents: to.amountCents,
  attempt: to.attempt,
  epoch: to.epoch,
  isClaimed: to.claimedAt !== undefined,
  step: to.step,
  invoiceId: to.invoiceId,
  because: codeOf(to.state === 'declined' ? to.declineCode : to.waivedBecause),
  // A settled fee is due only to be announced.
  dueAt: to.state === 'owed' ? dueAtOf(dueSk) : undefined,
});

export const textLine = (from: Text | undefined, to: Text) => ({
  noun: 'text' as const,
  correlationId: to.correlationId,
  ...placeOf(to),
  kind: to.kind,
  from: from?.state,
  to: to.state,
  epoch: to.epoch,
  messageId: to.messageId,
  because: codeOf(to.suppressedBecause ?? to.failedBecause),
  report: to.report?.status,
  dueAt: to.dueAt,
});

export const alertLine = (from: Alert | undefined, to: Alert) => ({
  noun: 'alert' as const,
  correlationId: to.correlationId,
  ...placeOf(to),
  kind: to.kind,
  from: from?.state,
  to: to.state,
  epoch: to.epoch,
  emailId: to.emailId,
  because: codeOf(to.because),
  report: to.report?.status,
  dueAt: to.dueAt,
});
