import type { PersonId } from '../../contracts/api/people.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Code } from './code.ts';
import type { Circle, Person } from './person.ts';
import type { Accounts, People } from './ports.ts';

export type EnrolDeps = {
  readonly accounts: Pick<Accounts, 'enrol' | 'signOutEverywhere'>;
  readonly people: Pick<People, 'create' | 'find' | 'end'>;
  readonly ids: DerivedIds;
};

/**
 * Makes the account of whoever has read the code: the account at Cognito, then the person. The code is the caller's to
 * spend, once all is done that it is for: cut off before, the same code goes on where it stopped. Where the address has an account already, its reader owns it,
 * and this sets a new password and ends what others had open.
 */
export const enrol =
  (deps: EnrolDeps) =>
  async (circle: Circle, code: Code, name: string, password: string, nowMs: number): Promise<PersonId> => {
    const id = await deps.accounts.enrol(code.email, password);
    const known = await deps.people.find(id);
    if (known) {
      await deps.accounts.signOutEverywhere(id);
      await deps.people.end(id);
    } else {
      const person: Person = {
        v: 1,
        id,
        circle,
        email: code.email,
        name,
        state: 'active',
        hasTotp: false,
        since: new Date(nowMs).toISOString(),
      };
      await deps.people.create(person, deps.ids.addressOf(circle, code.email));
    }
    return id;
  };
