import type { CancelReason } from '../../contracts/api/appointments.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Fee } from '../fee/fee.ts';
import type { DayCells } from '../schedule/quarters.ts';
import type { Appointment } from './appointment.ts';

export type CommitOutcome =
  | { readonly kind: 'booked' }
  /** The same id was written before: the row as it stands now. */
  | { readonly kind: 'exists'; readonly appointment: Appointment }
  /** Some quarter of that crew is taken, by us or from outside. */
  | { readonly kind: 'taken' };

export type Move = {
  readonly from: Appointment;
  /** The next version, at its new place. */
  readonly to: Appointment;
  readonly cells: { readonly free: readonly DayCells[]; readonly take: readonly DayCells[] };
  readonly dayOffsetMinutes: number;
  readonly by: PersonId;
};

export type Appointments = {
  /**
   * The decision, in one transaction: every quarter free → taken, the appointment (absent) with its event, the fee
   * intent (absent; none for one that somebody of the business made), the entry on the business's record. All or nothing. Refuses with `busy_try_again` when others kept touching the same day.
   */
  commit(
    appointment: Appointment,
    cells: readonly DayCells[],
    fee: Fee | undefined,
    dayOffsetMinutes: number,
  ): Promise<CommitOutcome>;
  find(businessId: BusinessId, id: AppointmentId): Promise<Appointment | undefined>;
  /**
   * Moves that version: its quarters are freed and the new ones taken together, or neither. `taken`: some quarter of the
   * new ones is, and not by itself. `changed`: it is no longer live at that version. Refuses with `busy_try_again`.
   */
  move(move: Move): Promise<'moved' | 'taken' | 'changed'>;
  /**
   * Cancels that version of the appointment and frees its quarters together, or neither.
   * false: it was no longer live at that version. Without `by` it is the customer's doing, in the call that booked it.
   */
  cancel(
    appointment: Appointment,
    cells: readonly DayCells[],
    at: string,
    word?: { readonly by?: PersonId | undefined; readonly because?: CancelReason | undefined },
  ): Promise<boolean>;
};
