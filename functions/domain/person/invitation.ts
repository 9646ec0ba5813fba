import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId, InvitationId } from '../../contracts/ids.ts';

/** That a business has invited an address. Which address, as what and until when is said by its code. */
export type Invitation = {
  readonly v: 1;
  readonly id: InvitationId;
  readonly businessId: BusinessId;
  /** Stands for the address: where the code is found. */
  readonly addressId: string;
  /** Who invited last. */
  readonly by: PersonId;
  /** ISO instant of that. */
  readonly at: string;
  /** ISO instant. Somebody has withdrawn it; the code is spent a moment later. */
  readonly withdrawnAt?: string | undefined;
};

/** Somebody is about to be sent a code. */
export type Invited = {
  readonly invitation: Invitation;
  readonly role: Role;
  /** ISO instant at which the code ends. */
  readonly endsAt: string;
};

export type Withdrawal = {
  /** As it was read. */
  readonly invitation: Invitation;
  readonly by: PersonId;
  /** ISO instant. */
  readonly at: string;
};
