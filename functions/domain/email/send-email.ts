import type { AlertRequested, AppointmentBooked, CodeRequested } from '../../contracts/events.ts';
import { type FollowDeps, followBooking } from '../appointment/follow-booking.ts';
import { type SendCodeDeps, sendCode } from '../person/send-code.ts';

export type SendEmailDeps = FollowDeps & SendCodeDeps;

/**
 * Whatever goes out by e-mail: what owners hear of bookings, and codes. Behind one queue, because whoever sends them takes
 * only so many a second of all of them together, and because each queue costs as much idle as five thousand e-mails.
 */
export const sendEmail = (deps: SendEmailDeps) => {
  const [follow, send] = [followBooking(deps), sendCode(deps)];
  return async (event: AppointmentBooked | AlertRequested | CodeRequested) =>
    event.name === 'code.requested' ? send(event) : follow(event);
};
