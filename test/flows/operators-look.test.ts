import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { book } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type OperatorsOf, operatorsOf, type SignedInOperator } from '../support/operators.ts';
import { describedBusiness, makeOwner, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let operators: OperatorsOf;
let operator: SignedInOperator;
let owner: SignedIn;
let business: FlowBusiness;
let opened: string;

beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  operators = operatorsOf(world, people);
  business = await world.aBusiness();
  owner = await people.aPerson();
  await makeOwner(world, business.id, owner);
  const made = await people.api('POST', '/v1/businesses', {
    token: owner.tokens.accessToken,
    key: 'open-for-operators',
    body: describedBusiness(owner.email),
  });
  opened = (made.body as { id: string }).id;
  const call = await business.call();
  await book(business, call);
  call.hangUp();
  await world.atRest();
  operator = await operators.anOperator();
});
afterAll(() => world?.stop());

const look = (path: string) =>
  people.api('GET', `/v1/operator${path}`, { token: operator.tokens.accessToken });
const textOf = async (path: string): Promise<string> => JSON.stringify((await look(path)).body);

describe('an operator who looks at a business [O5]', () => {
  it('finds it among all, opened by its owner or by us, page by page', async () => {
    const first = (await look('/businesses?limit=1')).body as { items: { id: string }[]; next: string };
    const second = (await look(`/businesses?limit=1&cursor=${first.next}`)).body as {
      items: { id: string }[];
    };
    const all = (await look('/businesses')).body as { items: { id: string; isReachable: boolean }[] };

    expect(all.items.map(({ id }) => id)).toEqual([business.id, opened].toSorted());
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
    expect(all.items.find(({ id }) => id === opened)?.isReachable).toBe(false);
    expect((await look('/businesses?limit=101')).status).toBe(422);
    expect((await look('/businesses?limit=100')).status).toBe(200);
    expect(await look('/businesses?cursor=WyJhIiwiYiJd')).toMatchObject({
      status: 400,
      body: { title: 'cursor_invalid' },
    });
  });

  it('sees profile, standing, numbers and how many work there', async () => {
    expect(await look(`/businesses/${business.id}`)).toMatchObject({
      status: 200,
      body: {
        id: business.id,
        isReachable: true,
        subscription: 'active',
        teamSize: 1,
        owners: 1,
        numbers: [expect.stringMatching(/^\+1/)],
      },
    });
    expect(await look(`/businesses/${opened}/team`)).toMatchObject({
      status: 200,
      body: { items: [{ personId: owner.personId, role: 'owner', state: 'active', email: owner.email }] },
    });
    expect(await textOf(`/businesses/${business.id}/audit`)).toContain('"appointment.booked"');
  });

  it('sees that there was a call and what came of it, and not who called or what was said', async () => {
    const calls = (await look(`/businesses/${business.id}/calls`)).body as { items: object[] };
    const [row] = (await world.rows()).filter(({ pk }) => pk === `BIZ#${business.id}#CALLS`);

    expect(calls.items).toHaveLength(1);
    expect(row).toMatchObject({ from: expect.stringMatching(/^\+1/) });
    const named = Object.keys(calls.items[0] ?? {});
    for (const field of ['from', 'number', 'summary', 'sentiment', 'transcript', 'transcriptKey'])
      expect(named).not.toContain(field);
    const told = await Promise.all(
      ['', '/calls', '/audit', '/team'].map((path) => textOf(`/businesses/${business.id}${path}`)),
    );
    expect(told.filter((text) => text.includes(String(row?.from)))).toEqual([]);
  });

  it('leaves a line in the log that says who looked at what, and no entry on the record', async () => {
    const audit = async () => (await world.rows()).filter(({ pk }) => String(pk).endsWith('#AUDIT')).length;
    const before = await audit();

    await look(`/businesses/${opened}`);

    const lines = world.lines.filter(({ text }) => text.includes('operator.looked') && text.includes(opened));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.at(-1)?.text).toContain(operator.personId);
    expect(await audit()).toBe(before);
  });

  it('is told of a business that nobody has that there is none', async () => {
    for (const path of ['', '/team', '/audit', '/calls'])
      expect(await look(`/businesses/biz_nobodys${path}`)).toMatchObject({
        status: 404,
        body: { title: 'business_not_found' },
      });
    expect(await look('/quarantine')).toMatchObject({ status: 200, body: { waiting: 0 } });
  });

  it('finds those from before there was a directory after one command, which finds nothing when run again', async () => {
    await world.table.db.send(
      new UpdateCommand({
        TableName: world.table.name,
        Key: keys.configuration(opened as BusinessId),
        UpdateExpression: 'REMOVE duePk, dueSk',
      }),
    );
    expect(await textOf('/businesses')).not.toContain(opened);

    const open = operators.open();
    const listed = [await open.listBusinesses(), await open.listBusinesses()];
    open.close();

    expect(listed).toEqual([1, 0]);
    expect(await textOf('/businesses')).toContain(opened);
  });
});
