import { expect, test } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { StateChange } from '../../../functions/domain/operator/ports.ts';
import { setState } from '../../../functions/domain/operator/set-state.ts';
import type { Circle, Person } from '../../../functions/domain/person/person.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';

const [ME, OTHER] = [1, 2].map((number) =>
  PersonId.parse(`00000000-0000-4000-8000-00000000000${number}`),
) as [PersonId, PersonId];
type State = Person['state'];

/** Somebody of a circle and in a state, or nobody; `moved`: what becomes of a change of their row. */
const aPerson = (
  person: { readonly circle: Circle; readonly state: State } | undefined,
  moved: 'moved' | 'changed' | 'last operator' = 'moved',
  /** As the row stands after somebody else was faster. */
  after: State | undefined = undefined,
) => {
  const done: string[] = [];
  let reads = 0;
  const since = new Date(NOW).toISOString();
  const known = { v: 1, email: 'otto@operators.example', name: 'Otto', hasTotp: true, since } as const;
  const aSwitch = (name: Circle) => ({
    disable: async () => void done.push(`${name} account off`),
    enable: async () => void done.push(`${name} account on`),
  });
  const deps = {
    people: {
      find: async (id: PersonId): Promise<Person | undefined> => {
        reads += 1;
        return person && { ...known, id, ...person, ...(reads > 1 && after && { state: after }) };
      },
      end: async () => void done.push('sessions ended'),
    },
    operators: {
      move: async ({ from, to }: StateChange) => {
        done.push(`${from} to ${to}`);
        return moved;
      },
    },
    switches: { owners: aSwitch('owners'), operators: aSwitch('operators') },
  };
  const set = (circle: Circle, personId: PersonId, to: State) =>
    setState(deps)({ circle, personId, by: ME }, to, NOW);
  return { done, set };
};

test('who is disabled has the row first, then every session, then the account of their own pool', async () => {
  const { done, set } = aPerson({ circle: 'owners', state: 'active' });

  await set('owners', OTHER, 'disabled');

  expect(done).toEqual(['active to disabled', 'sessions ended', 'owners account off']);
});

test('who is let in again has the account first and the row last: half of it lets nobody in', async () => {
  const { done, set } = aPerson({ circle: 'operators', state: 'disabled' });

  await set('operators', OTHER, 'active');

  expect(done).toEqual(['operators account on', 'disabled to active']);
});

test('a repeat writes no row and does all the rest once more', async () => {
  const { done, set } = aPerson({ circle: 'owners', state: 'disabled' });

  await set('owners', OTHER, 'disabled');

  expect(done).toEqual(['sessions ended', 'owners account off']);
});

test.each([
  ['oneself', 'not_oneself', 'operators', ME, { circle: 'operators', state: 'active' }],
  ['nobody', 'person_not_found', 'operators', OTHER, undefined],
  ['an owner as an operator', 'person_not_found', 'operators', OTHER, { circle: 'owners', state: 'active' }],
  ['an operator as an owner', 'person_not_found', 'owners', OTHER, { circle: 'operators', state: 'active' }],
  ['oneself as an owner', 'person_not_found', 'owners', ME, { circle: 'operators', state: 'active' }],
] as const)('%s is refused, and nothing is done: %s', async (_, code, circle, id, person) => {
  const { done, set } = aPerson(person);

  await expect(set(circle, id, 'disabled')).rejects.toMatchObject({ code });
  expect(done).toEqual([]);
});

test('the last operator stays in, sessions and all', async () => {
  const { done, set } = aPerson({ circle: 'operators', state: 'active' }, 'last operator');

  await expect(set('operators', OTHER, 'disabled')).rejects.toMatchObject({ code: 'last_operator' });
  expect(done).toEqual(['active to disabled']);
});

test('whoever was overtaken goes on where the same was wanted, and is told so where it was not', async () => {
  const same = aPerson({ circle: 'owners', state: 'active' }, 'changed', 'disabled');
  const other = aPerson({ circle: 'owners', state: 'active' }, 'changed');

  await same.set('owners', OTHER, 'disabled');
  expect(same.done).toEqual(['active to disabled', 'sessions ended', 'owners account off']);
  await expect(other.set('owners', OTHER, 'disabled')).rejects.toMatchObject({ code: 'changed_meanwhile' });
  expect(other.done).toEqual(['active to disabled']);
});
