import { createHash } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describedBusiness, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterAll(() => world?.stop());

type Entry = Readonly<Record<string, unknown>> & { readonly seq?: number; readonly chain?: string };

/** What anybody can do who has the answer of the API, and no code of ours. */
const canonical = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name as never])}`)}}`;
};
const hashedByHand = (before: string, { chain, ...entry }: Entry): string =>
  createHash('sha256')
    .update(`${before}\n${canonical(entry)}`)
    .digest('hex');

/** A business whose owner opened it and changed its notice a few times. */
const aBusinessWithAPast = async (changes: number) => {
  const owner = await people.aPerson();
  const token = owner.tokens.accessToken;
  const key = `open-${owner.personId}`;
  const opened = await people.api('POST', '/v1/businesses', {
    token,
    key,
    body: describedBusiness(owner.email),
  });
  const { id } = opened.body as { id: string };
  const path = `/v1/businesses/${id}`;
  const change = (settingsVersion: number) =>
    people.api('PATCH', path, {
      token,
      body: { settingsVersion, noticeMinutes: 60 + 15 * (settingsVersion + 1) },
    });
  for (let changed = 0; changed < changes; changed += 1) expect((await change(changed)).status).toBe(200);
  return {
    id,
    owner,
    change,
    async entries(): Promise<Entry[]> {
      const { body } = await people.api('GET', `${path}/audit?limit=100`, { token });
      return (body as { items: Entry[] }).items.toReversed();
    },
    judged: async (by = token) => people.api('GET', `${path}/audit/chain`, { token: by }),
    rows: async () => (await world.rows()).filter(({ pk }) => pk === `BIZ#${id}#AUDIT`),
  };
};

describe('the record of what people did to a business [O3]', () => {
  it('is one chain, which its owner can follow by hand from the API’s answer alone', async () => {
    const { id, entries, judged } = await aBusinessWithAPast(3);

    const told = await entries();

    expect(told.map(({ what, seq }) => [what, seq])).toEqual([
      ['business.opened', 1],
      ['settings.changed', 2],
      ['settings.changed', 3],
      ['settings.changed', 4],
    ]);
    expect(told.at(-1)?.facts).toEqual({ 'noticeMinutes before': '90', 'noticeMinutes after': '105' });
    let before = id;
    for (const entry of told) {
      expect(entry.chain).toBe(hashedByHand(before, entry));
      before = String(entry.chain);
    }
    expect(await judged()).toMatchObject({ status: 200, body: { outcome: 'intact', seq: 4, chain: before } });
  });

  it('shows where an entry was edited, and where one is gone, by whoever could write to the table', async () => {
    const { judged, rows, change } = await aBusinessWithAPast(3);
    const [, second, third] = await rows();
    const put = (Item: object | undefined) =>
      world.table.db.send(new PutCommand({ TableName: world.table.name, Item: Item as Entry }));

    await put({ ...second, facts: { 'noticeMinutes before': '60', 'noticeMinutes after': '60' } });
    const edited = await judged();
    await put(second);
    const mended = await judged();
    await world.table.db.send(
      new DeleteCommand({ TableName: world.table.name, Key: { pk: third?.pk, sk: third?.sk } }),
    );
    const gone = await judged();
    const goesOn = await change(3);

    expect(edited.body).toEqual({ outcome: 'broken', because: 'altered', seq: 2, id: second?.id });
    expect(mended.body).toMatchObject({ outcome: 'intact', seq: 4 });
    expect(gone.body).toEqual({ outcome: 'broken', because: 'missing', seq: 3 });
    expect(goesOn.status).toBe(200);
    expect((await judged()).body).toEqual(gone.body);
  });

  it('is nothing that a stranger hears of', async () => {
    const { judged } = await aBusinessWithAPast(0);
    const stranger = await people.aPerson();

    expect(await judged(stranger.tokens.accessToken)).toMatchObject({
      status: 404,
      body: { title: 'business_not_found' },
    });
  });

  it('has the links of all who change something in the same moment', async () => {
    const { entries, judged, change } = await aBusinessWithAPast(0);

    const answers = await Promise.all(Array.from({ length: 6 }, () => change(0)));

    // All change the same, so that one of them was first; what the others did not do is on no record.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await entries()).map(({ seq }) => seq)).toEqual([1, 2]);
    expect((await judged()).body).toMatchObject({ outcome: 'intact', seq: 2 });
  });
});
