import type { Deeds } from '../world/scene.ts';
import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import { placeAt } from './places.ts';
import type { Report } from './violation.ts';
import { saysTime } from './wall-clock.ts';
import type { Witness } from './witness.ts';

const ENDS = ['sent', 'delivered', 'failed', 'suppressed', 'uncertain'];
const ALERT_ENDS = ['sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed', 'uncertain'];

/** Every text and every alert came to an end, and to one that is true. */
export const checkTexts = (
  witness: Witness,
  { appointments, texts, alerts }: Rows,
  deeds: Deeds,
  report: Report,
): void => {
  const atTelnyx = new Map(witness.telnyx.texts().map((text) => [text.id, text]));
  const ofAppointment = new Map<unknown, Row[]>();
  for (const text of texts) {
    ofAppointment.set(text.appointmentId, [...(ofAppointment.get(text.appointmentId) ?? []), text]);
  }
  const appointmentOf = new Map(appointments.map((appointment) => [appointment.id, appointment]));
  const businessOf = new Map(witness.businesses.map((business) => [business.id as string, business]));
  const alerted = new Set(alerts.map(({ appointmentId }) => appointmentId));

  for (const appointment of appointments) {
    const { id, version, madeBy } = appointment;
    const versions = ofAppointment.get(id)?.map(({ appointmentVersion }) => appointmentVersion) ?? [];
    if (appointment.status === 'booked' ? !versions.includes(version) : versions.length === 0)
      report('S2', `nobody ever thought of a text for version ${version} of ${id}`);
    if (alerted.has(id) === (madeBy !== undefined))
      report(
        'S2',
        madeBy
          ? `the business was told of ${id}, which it made itself`
          : `nobody ever thought of telling the owner of ${id}`,
      );
    const { phone } = appointment.customer as Row;
    if (
      madeBy &&
      appointment.textConsent === true &&
      !deeds.startsSaid.has(`${appointment.businessId} ${phone}`)
    )
      report('S5', `${id} was made by hand, and ${phone} never asked for texts`);
  }
  for (const text of texts) {
    const told = `text ${text.id} of ${text.appointmentId} is ${text.state}`;
    if (!ENDS.includes(String(text.state))) report('S2', `${told} although everything is at rest`);
    const message = atTelnyx.get(String(text.messageId));
    if (text.messageId !== undefined && message === undefined)
      report('S2', `${told} by ${text.messageId}, which Telnyx never had`);
    if (text.state === 'delivered' && message?.status !== 'delivered') {
      report('S2', `${told} and Telnyx says ${message?.status}`);
    }
    const appointment = appointmentOf.get(text.appointmentId);
    const to = (text.message as Row | undefined)?.to;
    const customer = (appointment?.customer as Row | undefined)?.phone;
    if (to !== undefined && to !== customer)
      report('S5', `${told} for ${to}, and the customer is at ${customer}`);
    const words = (text.message as Row | undefined)?.body;
    const place = appointment && placeAt(deeds.places, appointment, text.appointmentVersion);
    const startsAt = Date.parse(String(place?.startsAt));
    if (words !== undefined && !saysTime(String(words), String(place?.zone), startsAt))
      report('S2', `${told} and says "${words}" of ${place?.startsAt}`);
    const settledAt = Date.parse(String(text.settledAt)) + 2 * (witness.skewMs ?? 0);
    if (text.suppressedBecause === 'too_late' && settledAt < startsAt)
      report('S2', `${told} as too late at ${text.settledAt} for ${appointment?.startsAt}`);
    if (text.suppressedBecause === 'appointment_cancelled' && appointment?.status === 'booked')
      report('S2', `${told} because of a cancellation that never was`);
    if (
      text.kind === 'confirmation' &&
      text.suppressedBecause === 'overtaken' &&
      !(Number(appointment?.version) > Number(text.appointmentVersion))
    )
      report('S2', `${told} as overtaken by a move that never was`);
    const business = businessOf.get(String(text.businessId));
    if (text.suppressedBecause === 'not_registered' && business?.clearedForTexts !== undefined)
      report('S2', `${told} as if carriers did not take the texts of ${text.businessId}`);
    const from = (text.message as Row | undefined)?.from;
    if (from !== undefined && from !== business?.messaging.from) report('T1', `${told} from ${from}`);
    const isSent = text.state === 'sent' || text.state === 'delivered';
    if (isSent && appointment?.textConsent === false && text.consentedAt === undefined) {
      report('S5', `${told} and the customer had said no`);
    }
  }
  for (const alert of alerts) {
    const to = (alert.email as Row | undefined)?.to;
    const owner = businessOf.get(String(alert.businessId))?.owner.email;
    if (to !== undefined && to !== owner)
      report('T1', `alert ${alert.id} of ${alert.businessId} goes to ${to}`);
    if (!ALERT_ENDS.includes(String(alert.state))) {
      report('S2', `alert ${alert.id} is ${alert.state} although everything is at rest`);
    }
  }
};
