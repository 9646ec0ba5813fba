import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId, InvitationId } from '../../contracts/ids.ts';
import type { Code } from './code.ts';
import type { Invitation, Invited, Withdrawal } from './invitation.ts';
import type { Member, Membership, Person, Session } from './person.ts';

export type Tokens = {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Not given with a refresh: the one that was used goes on. */
  readonly refreshToken?: string | undefined;
};

/** A sign-in as Cognito leaves it. */
export type SignInStep =
  | { readonly kind: 'signed-in'; readonly tokens: Tokens; readonly session: Session }
  | { readonly kind: 'totp-needed'; readonly challenge: string }
  | { readonly kind: 'totp-to-set-up'; readonly challenge: string; readonly secret: string };

/** The accounts of one circle: passwords and tokens are theirs and never ours. */
export type Accounts = {
  /** Makes the account or finds the one with this address, and sets its password. Refuses with `password_weak`. */
  enrol(email: string, password: string): Promise<PersonId>;
  /** Refuses with `password_weak`. */
  setPassword(id: PersonId, password: string): Promise<void>;
  /** Refuses with `wrong_credentials`, the same for an unknown address; with `too_many_requests` after wrong ones. */
  signIn(email: string, password: string): Promise<SignInStep>;
  /** Refuses with `code_invalid`; with `wrong_credentials` where the challenge is over. */
  answerTotp(challenge: string, code: string): Promise<SignInStep>;
  /** Refuses with `session_ended`. */
  refresh(refreshToken: string): Promise<SignInStep & { readonly kind: 'signed-in' }>;
  /** Ends all refresh tokens. Access tokens live on at Cognito until they expire: our session rows end them. */
  signOutEverywhere(id: PersonId): Promise<void>;
  /** A secret for an authenticator app. */
  beginTotp(accessToken: string): Promise<string>;
  /** Refuses with `code_invalid`. */
  finishTotp(accessToken: string, id: PersonId, code: string): Promise<void>;
};

/** What decides whether a request may pass, read together. */
export type Standing = {
  readonly person: Person | undefined;
  readonly session: Session | undefined;
  readonly role: Role | undefined;
};

export type People = {
  /** As it stands now. `businessId`: the membership that is asked for. */
  standing(id: PersonId, sessionId: string, businessId?: BusinessId): Promise<Standing>;
  find(id: PersonId): Promise<Person | undefined>;
  /** Who has this address, if anybody. */
  byAddress(addressId: string): Promise<PersonId | undefined>;
  /** Stores the person, unless stored before, with the address that is now theirs. */
  create(person: Person, addressId: string): Promise<void>;
  setTotp(id: PersonId): Promise<void>;
  memberships(id: PersonId): Promise<readonly Membership[]>;
  /**
   * How often all sessions of whoever has this address were ended; 0 where nobody has it, after as long a look. What a
   * session is to begin with is asked for by this before its password is looked at.
   */
  epochOf(addressId: string): Promise<number>;
  /** Changes nothing of a session that has begun, or has ended already. */
  begin(session: Session): Promise<void>;
  /** Without an id: every session of the person, in one write, those too whose beginning lands only later. An ended one never begins again. */
  end(id: PersonId, sessionId?: string): Promise<void>;
};

export type Codes = {
  find(addressId: string, name: string): Promise<Code | undefined>;
  /** Stores it where the one before is still that which was read, and announces it. */
  replace(before: Code | undefined, code: Code): Promise<'stored' | 'changed'>;
  /**
   * Takes one try off, before anything is compared, so that no two guesses are one try. undefined: there is no such code,
   * it has expired or no try is left.
   */
  takeTry(addressId: string, name: string, nowMs: number): Promise<Code | undefined>;
  /** It was used: no try is left of it. What was sent to the address goes on counting. */
  spend(code: Code): Promise<void>;
};

/**
 * What a business knows of whom it has invited. Whether an invitation opens anything is said by its code alone: what is
 * here may be left of one that does not.
 */
export type Invitations = {
  list(businessId: BusinessId): Promise<readonly Invitation[]>;
  find(businessId: BusinessId, id: InvitationId): Promise<Invitation | undefined>;
  /** Before its code is stored, in the place of what was known of an earlier one, on record. */
  note(invited: Invited): Promise<void>;
  /** Notes on record that it is withdrawn, once, if it is still what was read. Its code is spent afterwards. */
  withdraw(withdrawal: Withdrawal): Promise<'withdrawn' | 'changed'>;
  /** Its code opens nothing any more. `at`: of the invitation that is over; one that was sent since stays. */
  forget(invitation: Pick<Invitation, 'businessId' | 'id' | 'at'>): Promise<void>;
};

/** One business's team, reached with credentials for this business and this person only. */
export type Team = {
  list(businessId: BusinessId): Promise<readonly Member[]>;
  find(businessId: BusinessId, id: PersonId): Promise<Member | undefined>;
  /**
   * Moves a membership from what was read to what it becomes, `undefined` being none: both its sides, the number of owners
   * and its record, together. `last owner`: nobody could ever open the business again.
   */
  move(change: TeamChange): Promise<'moved' | 'changed' | 'last owner'>;
  readonly invitations: Invitations;
};

export type TeamChange = {
  readonly businessId: BusinessId;
  readonly personId: PersonId;
  readonly from: Member | undefined;
  readonly to: Member | undefined;
  readonly by: PersonId;
  /** ISO instant. */
  readonly at: string;
};
