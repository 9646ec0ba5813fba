import * as z from 'zod/mini';
import { AlertId, AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { EmailReport } from '../../domain/alert/track-email.ts';
import type { StoredOnly, VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';

export type ResendFact = EmailReport | StoredOnly;

const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text: string) => new Date(text).toISOString()),
);

const Envelope = z.object({
  type: z.string().check(z.minLength(1), z.maxLength(64)),
  created_at: instant,
  data: z.record(z.string(), z.unknown()),
});

const EmailData = z.object({
  email_id: z.string().check(z.minLength(1), z.maxLength(128)),
  tags: z.object({ business: BusinessId, appointment: AppointmentId, alert: AlertId }),
});

const Details = z.object({
  bounce: z.optional(z.object({ type: z.string(), subType: z.optional(z.string()) })),
  failed: z.optional(z.object({ reason: z.string() })),
  suppressed: z.optional(z.object({ type: z.string(), reason: z.optional(z.string()) })),
});

const becauseOf = (data: unknown): string | undefined => {
  const { bounce, failed, suppressed } = Details.safeParse(data).data ?? {};
  if (bounce) return [bounce.type, bounce.subType].filter(Boolean).join('/');
  if (failed) return failed.reason;
  return suppressed && [suppressed.type, suppressed.reason].filter(Boolean).join('/');
};

const isPermanent = (data: unknown): boolean | undefined => {
  const bounce = Details.safeParse(data).data?.bounce;
  return bounce && bounce.type === 'Permanent';
};

/**
 * A Resend event as a fact of ours, or as one that is only stored (another kind, or an e-mail that bears no
 * tags of ours: the account is not only ours to write with). The event's own
 * id travels in a header; kind, e-mail and instant stand for it. Refuses with `malformed_request` what is no event.
 */
export const readResendEvent = (body: unknown, receivedAt: string): ResendFact => {
  const { type, created_at: at, data } = readVendor(Envelope, body, 'resend', 'event');
  const subject = String(data.email_id ?? data.id ?? 'none').slice(0, 128);
  const occasion: VendorEvent = { vendor: 'resend', eventId: `${type}:${subject}:${at}`, type, receivedAt };
  const email = EmailData.safeParse(data);
  if (!type.startsWith('email.') || !email.success) return { kind: 'stored-only', occasion };
  const { email_id: emailId, tags } = email.data;
  return {
    kind: 'email-report',
    occasion,
    email: { emailId, status: type, at, because: becauseOf(data), isPermanent: isPermanent(data) },
    purpose: { businessId: tags.business, appointmentId: tags.appointment, alertId: tags.alert },
  };
};
