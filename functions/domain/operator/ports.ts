import type { PersonId } from '../../contracts/api/people.ts';
import type { Actor } from '../audit/audit-entry.ts';
import type { Described } from '../business/ports.ts';
import type { Page, PageWanted } from '../lists/ports.ts';
import type { Code } from '../person/code.ts';
import type { Circle, Person } from '../person/person.ts';
import type { Codes, People } from '../person/ports.ts';

/** Somebody is let in no more, or again. */
export type StateChange = {
  readonly personId: PersonId;
  readonly circle: Circle;
  readonly from: Person['state'];
  readonly to: Person['state'];
  readonly by: PersonId;
  /** ISO instant. */
  readonly at: string;
};

/** Those who run the product. What is done here is on the record of what concerns no one business. */
export type Operators = {
  /** In the order of their ids; there are few. */
  list(): Promise<readonly Person[]>;
  /** Stores the operator, unless stored before, with the address that is now theirs. */
  create: People['create'];
  /** Stores the code of an invitation as `Codes.replace` does, and who invited. */
  invite(before: Code | undefined, code: Code, by: Actor): ReturnType<Codes['replace']>;
  /**
   * Moves anybody's state, owner's or operator's, from what was read. `last operator`: nobody could ever let one in
   * again. The first of its answers that holds is given.
   */
  move(change: StateChange): Promise<'moved' | 'changed' | 'last operator'>;
};

/** What lets an account in at Cognito. An account that is not there is neither let in nor missed. */
export type AccountSwitch = {
  /** Ends all refresh tokens and lets nobody sign in. */
  disable(id: PersonId): Promise<void>;
  enable(id: PersonId): Promise<void>;
};

/** All businesses there are, by their ids; a new one may be missing for a moment. Refuses with `cursor_invalid`. */
export type Directory = {
  list(wanted: Pick<PageWanted, 'limit' | 'cursor'>): Promise<Page<Described>>;
};
