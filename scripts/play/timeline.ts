import type { WebhookDelivery } from '../local/vendors/webhook-deliveries.ts';
import type { Findings } from './evidence.ts';
import type { Place } from './place.ts';

export type Moment = { readonly at: number; readonly what: string };

type Body = { data?: { object?: { id?: string }; payload?: { id?: string }; email_id?: string } };

/** When our endpoint took the vendor's word for it. */
const toldAt = (
  deliveries: readonly WebhookDelivery[],
  type: string,
  id: string | undefined,
): number | undefined =>
  deliveries
    .find((delivery) => {
      const { data } = (delivery.body ?? {}) as Body;
      const about = data?.object?.id ?? data?.payload?.id ?? data?.email_id;
      return delivery.type === type && delivery.state === 'delivered' && about === id;
    })
    ?.attempts.at(-1)?.at;

/** From the table and the vendors' own records: what followed the first booking, in order of time. */
export const timelineOf = async (place: Place, findings: Findings): Promise<Moment[]> => {
  const [appointment] = [...findings.appointments].sort((a, b) => a.bookedAt.localeCompare(b.bookedAt));
  if (!appointment) return [];
  const of = <T extends { readonly appointmentId: string }>(rows: readonly T[]): T | undefined =>
    rows.find(({ appointmentId }) => appointmentId === appointment.id);
  const [fee, text, alert] = [of(findings.fees), of(findings.texts), of(findings.alerts)];
  const [stripe, telnyx, resend] = await Promise.all(
    (['stripe', 'telnyx', 'resend'] as const).map((vendor) => place.vendors.deliveries(vendor)),
  );
  const moments: readonly (readonly [at: number | string | undefined, what: string])[] = [
    [appointment.bookedAt, 'appointment stored, in one transaction'],
    [toldAt(stripe ?? [], 'invoice.paid', fee?.invoiceId), 'invoice paid at Stripe'],
    [fee?.chargedAt, 'fee recorded as charged'],
    [fee?.declinedAt, 'card declined at Stripe, fee recorded as declined'],
    [text?.sentAt, 'text handed to Telnyx'],
    [toldAt(telnyx ?? [], 'message.finalized', text?.messageId), 'text delivered to the phone'],
    [alert?.sentAt, 'e-mail to the owner handed to Resend'],
    [toldAt(resend ?? [], 'email.delivered', alert?.emailId), 'e-mail delivered'],
  ];
  return moments
    .flatMap(([at, what]) =>
      at === undefined ? [] : [{ at: typeof at === 'number' ? at : Date.parse(at), what }],
    )
    .sort((a, b) => a.at - b.at);
};

/** When the caller was told that it is booked. */
export const confirmedAt = ({ answers, speech }: Findings): number | undefined => {
  const booked = answers.find(
    ({ name, result }) => name === 'book_appointment' && (result as { ok?: boolean }).ok === true,
  );
  const say = (booked?.result as { say?: string } | undefined)?.say;
  return (
    speech.find(({ who, text }) => who === 'agent' && say !== undefined && text.includes(say))?.at ??
    booked?.at
  );
};
