import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { Code } from './code.ts';
import { enrol } from './enrol.ts';
import { type JoinDeps, joinTeam } from './join-team.ts';
import type { Member, Person } from './person.ts';
import type { Accounts, Codes, People } from './ports.ts';

export type AcceptDeps = {
  readonly accounts: Pick<Accounts, 'enrol' | 'signOutEverywhere'>;
  readonly people: Pick<People, 'byAddress' | 'create' | 'end' | 'find'>;
  readonly codes: Pick<Codes, 'spend'>;
  readonly ids: DerivedIds;
  /** The team, by credentials for this business and this person only. */
  readonly teamFor: (person: Person) => Promise<JoinDeps['team']>;
};

/**
 * Joins whoever has read an invitation to the business that it names. Who has no account yet gets one, and refuses with
 * `invalid_arguments` without a name and a password; who has one keeps it, whatever password is sent along. The code is
 * spent after all of that: cut off in between, it goes on where it stopped.
 */
export const acceptInvitation =
  (deps: AcceptDeps) =>
  async (
    code: Code,
    given: { readonly name?: string | undefined; readonly password?: string | undefined },
    nowMs: number,
  ): Promise<Member> => {
    const personOf = async (): Promise<Person> => {
      const known = await deps.people.byAddress(code.addressId);
      if (known === undefined) {
        const { name, password } = given;
        const missing = Object.entries({ name, password }).flatMap(([field, value]) =>
          value ? [] : [field],
        );
        if (!name || !password) throw new Refusal('invalid_arguments', { fields: missing });
        const id = await enrol(deps)(code.circle, code, name, password, nowMs);
        return personById(id);
      }
      return personById(known);
    };
    const personById = async (id: Person['id']): Promise<Person> => {
      const person = await deps.people.find(id);
      if (person?.state !== 'active') throw new Refusal('code_invalid');
      return person;
    };
    const person = await personOf();
    return joinTeam({ ...deps, team: await deps.teamFor(person) })(code, person, nowMs);
  };
