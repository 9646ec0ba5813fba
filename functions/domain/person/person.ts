import type { PersonId } from '../../contracts/api/people.ts';
import type { Role } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';

/** Where an account is kept: owners and their staff apart from those who run the product. */
export type Circle = 'owners' | 'operators';

/** Somebody with an account. Who they are at Cognito, and whether we still let them in. */
export type Person = {
  readonly v: 1;
  readonly id: PersonId;
  readonly circle: Circle;
  readonly email: string;
  readonly name: string;
  /** `disabled` ones are refused everywhere, whatever token they hold. */
  readonly state: 'active' | 'disabled';
  readonly hasTotp: boolean;
  /** ISO instant. */
  readonly since: string;
  /** How often all their sessions were ended; absent: never. */
  readonly epoch?: number | undefined;
};

/** A sign-in that has not been ended, by the id that all its tokens bear (`origin_jti`). */
export type Session = {
  readonly id: string;
  readonly personId: PersonId;
  /** ISO instants; after `endsAt` Cognito refreshes it no more. */
  readonly since: string;
  readonly endsAt: string;
  /** It began with a code of an authenticator app: without that no operator is let in. */
  readonly byTotp?: true | undefined;
  /** The person's when it was asked for, before the password was looked at: under another one it is over. */
  readonly epoch?: number | undefined;
};

export type Membership = {
  readonly v: 1;
  readonly businessId: BusinessId;
  readonly personId: PersonId;
  readonly role: Role;
  /** ISO instant. */
  readonly since: string;
  /** Goes up with every change; what is written must follow from what was read. */
  readonly version: number;
};

/** A membership as the team sees it. */
export type Member = Membership & Pick<Person, 'email' | 'name'>;
