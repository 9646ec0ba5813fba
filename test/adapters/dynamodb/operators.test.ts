import { afterEach, describe, expect, it } from 'vitest';
import { dynamoAuditTrail } from '../../../functions/adapters/dynamodb/audit.ts';
import type { Table } from '../../../functions/adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoOperators } from '../../../functions/adapters/dynamodb/operators.ts';
import { dynamoPeople } from '../../../functions/adapters/dynamodb/people.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { OPERATIONS } from '../../../functions/domain/audit/chain.ts';
import { judgeChain } from '../../../functions/domain/audit/judge-chain.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { inviteOperator } from '../../../functions/domain/operator/invite-operator.ts';
import { setState } from '../../../functions/domain/operator/set-state.ts';
import type { Circle, Person } from '../../../functions/domain/person/person.ts';
import { hashing, sha256 } from '../../../functions/runtime/hashing.ts';
import { nonce } from '../../../functions/runtime/nonce.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { startTable } from '../../support/dynamo.ts';
import { memoryTable } from '../../support/memory-database.ts';
import { someLimits } from '../../support/some-limits.ts';
import type { Row } from '../../support/world.ts';

const ids = derivedIds(hashing);
const personId = (number: number) =>
  PersonId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const [ANN, BOB, CEM] = [personId(1), personId(2), personId(3)];

type Store = Table & { rows(): Promise<readonly Row[]>; stop(): Promise<void> };
const inMemory = async (): Promise<Store> => {
  const table = memoryTable([], () => NOW);
  return { ...table.reaching(() => true), rows: async () => table.rows(), stop: async () => {} };
};

/** All operators of a table share a partition: each test has a table of its own. */
describe.each([
  ['DynamoDB Local', startTable],
  ['the store in memory', inMemory],
] as const)('operators on %s [C1]', (_, start) => {
  const started: Store[] = [];
  afterEach(async () => {
    for (const store of started.splice(0)) await store.stop();
  });

  const aTable = async () => {
    const table = (await start()) as Store;
    started.push(table);
    const operators = dynamoOperators(table, ids, waiting);
    const people = dynamoPeople(table, waiting);
    const codes = dynamoCodes(table, ids);
    const switched: string[] = [];
    const aSwitch = {
      disable: async (id: PersonId) => void switched.push(`${id} off`),
      enable: async (id: PersonId) => void switched.push(`${id} on`),
    };
    const deps = { people, operators, switches: { owners: aSwitch, operators: aSwitch } };
    const join = async (id: PersonId, circle: Circle = 'operators'): Promise<Person> => {
      const email = `${id}@operators.example`;
      const since = new Date(NOW).toISOString();
      const person = {
        v: 1,
        id,
        circle,
        email,
        name: 'Otto',
        state: 'active',
        hasTotp: true,
        since,
      } as const;
      await (circle === 'operators' ? operators : people).create(person, ids.addressOf(circle, email));
      return person;
    };
    const set = (
      to: Person['state'],
      id: PersonId,
      by: PersonId,
      circle: Circle = 'operators',
      at = NOW + 1,
    ) => setState(deps)({ circle, personId: id, by }, to, at);
    const states = async () => (await operators.list()).map(({ state }) => state);
    const record = async () =>
      (await table.rows()).filter(({ pk }) => pk === 'OPERATIONS#AUDIT').map(({ what }) => what);
    const invite = (email: string, at = NOW) =>
      inviteOperator({ people, operators, codes, ids, nonce, limits: someLimits() })(
        { email, name: 'Cora' },
        'system',
        at,
      );
    return { table, operators, people, codes, deps, switched, join, set, states, record, invite };
  };

  it('who disable each other at once: one of them stays', async () => {
    const { join, set, states } = await aTable();
    await Promise.all([join(ANN), join(BOB)]);

    const ends = await Promise.allSettled([set('disabled', BOB, ANN), set('disabled', ANN, BOB)]);

    expect((await states()).toSorted()).toEqual(['active', 'disabled']);
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))).toEqual([
      'last_operator',
    ]);
  });

  it('who were disabled are let in again and count again, however often it is asked', async () => {
    const { join, set, states, record } = await aTable();
    await join(ANN);
    await join(BOB);

    await set('disabled', BOB, ANN);
    await set('disabled', BOB, ANN, 'operators', NOW + 2);
    await expect(set('disabled', ANN, CEM)).rejects.toMatchObject({ code: 'last_operator' });
    await set('active', BOB, ANN, 'operators', NOW + 3);
    await set('active', BOB, ANN, 'operators', NOW + 4);
    await set('disabled', ANN, BOB, 'operators', NOW + 5);

    expect(await states()).toEqual(['disabled', 'active']);
    expect(await record()).toEqual([
      'operator.joined',
      'operator.joined',
      'person.disabled',
      'person.enabled',
      'person.disabled',
    ]);
  });

  it('who were stored twice count once', async () => {
    const { join, set } = await aTable();
    await Promise.all([join(ANN), join(ANN), join(ANN)]);

    await expect(set('disabled', ANN, BOB)).rejects.toMatchObject({ code: 'last_operator' });
  });

  it('are one record of what they did, without a gap, whoever is at it at once', async () => {
    const { table, join, set, record } = await aTable();
    await Promise.all([join(ANN), join(BOB), join(CEM), join(personId(9), 'owners')]);

    await Promise.all([
      set('disabled', CEM, ANN),
      set('disabled', CEM, BOB, 'operators', NOW + 2),
      set('disabled', personId(9), BOB, 'owners'),
    ]);

    expect((await record()).filter((what) => what === 'person.disabled')).toHaveLength(2);
    expect(await judgeChain(sha256, dynamoAuditTrail(table), OPERATIONS)).toMatchObject({
      outcome: 'intact',
    });
  });

  it('who disable an owner leave no session open and no account on, also when cut off in between', async () => {
    const { deps, people, join, set, switched, record } = await aTable();
    await join(ANN);
    const owner = personId(9);
    await join(owner, 'owners');
    const since = new Date(NOW).toISOString();
    await people.begin({ id: 'session', personId: owner, since, endsAt: '2027-01-01T00:00:00.000Z' });
    const cut = { ...deps, people: { ...people, end: () => Promise.reject(new Error('cut off')) } };

    const first = setState(cut)({ circle: 'owners', personId: owner, by: ANN }, 'disabled', NOW);
    await expect(first).rejects.toThrow('cut off');
    expect((await people.find(owner))?.state).toBe('disabled');
    await set('disabled', owner, ANN, 'owners');

    expect((await people.standing(owner, 'session')).session).toBeUndefined();
    expect(switched).toEqual([`${owner} off`]);
    expect((await record()).filter((what) => what === 'person.disabled')).toHaveLength(1);
  });

  it('who are invited at once by two get one code, which is on record', async () => {
    const { table, invite, record, join } = await aTable();

    const sent = await Promise.all([invite('cora@operators.example'), invite('cora@operators.example')]);
    await join(ANN);

    expect(sent.toSorted()).toEqual(['sent', 'withheld']);
    const codes = (await table.rows()).filter(({ sk }) => sk === 'CODE#operator-invitation');
    expect(codes).toHaveLength(1);
    expect(codes[0]).toMatchObject({ event: { name: 'code.requested' } });
    expect((await record()).filter((what) => what === 'operator.invited')).toHaveLength(1);
    await expect(invite(`${ANN}@operators.example`)).rejects.toMatchObject({ code: 'operator_exists' });
  });
});
