import { dynamoAlerts } from '../../functions/adapters/dynamodb/alerts.ts';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { dynamoEmailStops } from '../../functions/adapters/dynamodb/email-stops.ts';
import { dynamoPeople } from '../../functions/adapters/dynamodb/people.ts';
import { dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoVendorEvents } from '../../functions/adapters/dynamodb/vendor-events.ts';
import { resendEmails } from '../../functions/adapters/resend/emails.ts';
import { readResendEvent } from '../../functions/adapters/resend/events.ts';
import { CloudGreetEvent } from '../../functions/contracts/events.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { Alert } from '../../functions/domain/alert/alert.ts';
import type { EmailSender } from '../../functions/domain/alert/ports.ts';
import { trackEmail } from '../../functions/domain/alert/track-email.ts';
import { type Appointment, appointmentBooked } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { createHandler } from '../../functions/handlers/workers/send-email.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { startResend } from '../../scripts/local/vendors/resend/start-resend.ts';
import { startWebhookReceiver } from '../local/vendors/webhook-receiver.ts';
import { aBusiness, aClock, anAppointment } from './builders.ts';
import type { LocalTable } from './dynamo.ts';
import { aFee } from './fees.ts';
import { deliver, someSecrets } from './messages.ts';
import { storeBusiness } from './stored-business.ts';

const ids = derivedIds(hashing);
let worlds = 0;

type Given = {
  readonly appointment?: Partial<Appointment>;
  /** What stands between the worker and Resend. */
  readonly sender?: (sender: EmailSender) => EmailSender;
  readonly timeoutMs?: number;
};

/** A booked appointment on a real table, a Resend of its own and a clock that stands still. */
export const anAlertWorld = async (table: LocalTable, given: Given = {}) => {
  worlds += 1;
  const serial = String(worlds).padStart(3, '0');
  const clock = aClock();
  const business = aBusiness({
    id: `biz_alerts${serial}` as BusinessId,
    agentIds: [`agent_alerts${serial}`],
    numbers: [`+15125551${serial}`],
    billing: { ...aBusiness().billing, stripeCustomerId: `cus_alerts${serial}` },
  });
  const appointment = anAppointment({
    id: `apt_alerts${serial}` as AppointmentId,
    businessId: business.id,
    ...given.appointment,
  });

  const receiver = await startWebhookReceiver();
  const resend = await startResend({
    clock: { ...clock, offsetMs: () => 0, set: () => {}, passTo: () => undefined, onChange: () => {} },
    webhookUrl: () => receiver.url,
    webhookRetryMs: [5],
  });
  const secrets = someSecrets({
    resend: { apiKey: resend.keys.apiKey, webhookSecrets: [resend.keys.webhookSecret] },
  });
  const alerts = dynamoAlerts(table, ids, waiting);
  const stops = dynamoEmailStops(table, ids);
  const settings = dynamoSettings(table, waiting);
  const customers = dynamoCustomers(table);
  const events = dynamoVendorEvents(table);
  const emails = resendEmails({
    apiUrl: resend.url,
    secrets,
    from: 'CloudGreet <bookings@mail.cloudgreet.example>',
    replyTo: 'support@cloudgreet.example',
    timeoutMs: given.timeoutMs ?? 2_000,
  });
  const worker = createHandler({
    appointments: dynamoAppointments(table, ids, waiting),
    settings,
    customers,
    fees: { find: async () => aFee({ businessId: business.id, appointmentId: appointment.id }) },
    alerts,
    stops,
    emails: given.sender?.(emails) ?? emails,
    codes: dynamoCodes(table, ids),
    people: dynamoPeople(table, waiting),
    sender: { send: () => Promise.reject(new Error('no code is asked for here')) },
    codeKeys: async () => [],
    by: hashing,
    ids,
    clock,
  });
  const track = trackEmail({ alerts, stops, events, clock });
  const booked = appointmentBooked(ids, appointment);

  const { putAppointment, rows } = await storeBusiness(table, business, appointment);

  return {
    clock,
    business,
    appointment,
    resend,
    receiver,
    secrets,
    booked,
    settings,
    rows,
    putAppointment,
    async apply(body: unknown): Promise<void> {
      const fact = readResendEvent(body, new Date(clock.now()).toISOString());
      if (fact.kind === 'email-report') await track(fact);
      else await events.remember(fact.occasion);
    },
    deliver: () => deliver(worker, booked),
    /** Another appointment of the same owner, told of once; answers its alert. */
    async bookAnother(id: AppointmentId): Promise<Alert> {
      const another = { ...appointment, id };
      await putAppointment(another);
      await deliver(worker, appointmentBooked(ids, another));
      const found = (await rows()).find((row) => row.sk === `${id}#ALERT`);
      if (!found) throw new Error(`no alert of ${id}`);
      return found as unknown as Alert;
    },
    /** The release function: whatever is due asks again. Answers how many did. */
    async wake(): Promise<number> {
      const due = (await rows()).filter(
        (row) => row.wake && Date.parse(String(row.dueSk).split('#')[0] ?? '') <= clock.now(),
      );
      for (const row of due) await deliver(worker, CloudGreetEvent.parse(row.wake));
      return due.length;
    },
    async alert(): Promise<Alert> {
      const all = (await rows()).filter((row) => String(row.sk).endsWith('#ALERT'));
      if (all.length !== 1) throw new Error(`there are ${all.length} alerts`);
      return all[0] as unknown as Alert;
    },
    posts: () => resend.received().filter(({ method }) => method === 'POST').length,
    async webhooks(): Promise<unknown[]> {
      await resend.webhooks.idle();
      return receiver.bodies();
    },
    async stop() {
      await resend.stop();
      await receiver.stop();
    },
  };
};
