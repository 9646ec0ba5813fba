import type { Appointment } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import { writtenDateTime } from '../schedule/spoken.ts';
import { gsmLength, gsmText, shortened } from './gsm-text.ts';

const LONGEST = gsmLength(2);
const LONGEST_NAME = 60;
const LONGEST_SERVICE = 60;
/** Shorter than this an address helps nobody. */
const SHORTEST_PLACE = 12;

/** A caller may name any number: what they say must not reach its owner as a link under the business's name. */
const withoutLinks = (text: string): string => text.replace(/:\/\//g, ' ').replace(/\.(?=[^\s.])/g, '. ');

/**
 * The words of the confirmation: who, what, when in the appointment's own zone, where, the code, the way out. At most
 * two parts of GSM-7; the place gives way first, then the service and the business's name, never the time or the code.
 */
export const confirmationWords = (business: Business, appointment: Appointment): string => {
  const name = shortened(gsmText(business.name), LONGEST_NAME) || 'Your booking';
  const service = shortened(gsmText(appointment.serviceName), LONGEST_SERVICE);
  const starts = gsmText(writtenDateTime(appointment.zone, Date.parse(appointment.startsAt)));
  const when = appointment.movedAt === undefined ? starts : `new time ${starts}`;
  const premises = business.worksAt === 'premises' ? business.address : '';
  const place = withoutLinks(gsmText(appointment.customer.address ?? '')) || gsmText(premises);

  const subject = service === '' ? when : `${service}, ${when}`;
  const closing = `Confirmation code ${gsmText(appointment.confirmationCode)}. Reply STOP to opt out.`;
  const around = `${name}: ${subject}. . ${closing}`.length;
  const shown = LONGEST - around < SHORTEST_PLACE ? '' : shortened(place, LONGEST - around);
  const where = shown === '' ? '' : ` ${shown.replace(/\.$/, '')}.`;
  return `${name}: ${subject}.${where} ${closing}`;
};
