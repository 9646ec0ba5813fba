import type { AlertRequested, AppointmentBooked } from '../../contracts/events.ts';
import { type NotifyDeps, notifyOwner } from '../alert/notify-owner.ts';
import { type SeeDeps, seeBooked } from '../customer/see-customer.ts';

export type FollowDeps = NotifyDeps & SeeDeps;

/**
 * What nobody waits for after a booking: for whom it is is noted, then the owner is told. Two things behind one queue,
 * because a queue of its own would cost more than all that the first one does; each may be repeated.
 */
export const followBooking = (deps: FollowDeps) => {
  const [see, notify] = [seeBooked(deps), notifyOwner(deps)];
  return async (event: AppointmentBooked | AlertRequested) => {
    await see(event);
    return notify(event);
  };
};
