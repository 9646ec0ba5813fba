import type { PersonId } from '../../contracts/api/people.ts';
import { Refusal } from '../errors.ts';
import type { Circle, Person } from '../person/person.ts';
import type { People } from '../person/ports.ts';
import type { AccountSwitch, Operators } from './ports.ts';

export type SetStateDeps = {
  readonly people: Pick<People, 'find' | 'end'>;
  readonly operators: Pick<Operators, 'move'>;
  readonly switches: Readonly<Record<Circle, AccountSwitch>>;
};

/**
 * Lets somebody in no more, wherever they are signed in, or in again. Our own row decides and is on record; sessions and
 * the account follow, so that a repeat, which writes nothing new, does what a cut-off first left undone. Who is let in
 * again signs in anew. Refuses with `person_not_found`, `not_oneself`, `last_operator`, `changed_meanwhile`.
 */
export const setState =
  ({ people, operators, switches }: SetStateDeps) =>
  async (
    of: { readonly circle: Circle; readonly personId: PersonId; readonly by: PersonId },
    to: Person['state'],
    nowMs: number,
  ): Promise<void> => {
    const { circle, personId, by } = of;
    const person = await people.find(personId);
    if (person?.circle !== circle) throw new Refusal('person_not_found');
    if (personId === by) throw new Refusal('not_oneself');
    if (to === 'active') await switches[circle].enable(personId);
    if (person.state !== to) {
      const at = new Date(nowMs).toISOString();
      const moved = await operators.move({ ...of, from: person.state, to, at });
      if (moved === 'last operator') throw new Refusal('last_operator');
      // Somebody else has just done the same: there is nothing to tell them apart by, and the rest is done once more.
      const isDone = moved === 'moved' || (await people.find(personId))?.state === to;
      if (!isDone) throw new Refusal('changed_meanwhile');
    }
    if (to === 'active') return;
    await people.end(personId);
    await switches[circle].disable(personId);
  };
