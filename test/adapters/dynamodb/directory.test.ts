import { expect, it } from 'vitest';
import { dynamoDirectory } from '../../../functions/adapters/dynamodb/directory.ts';
import { dynamoOpening, dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { onBothStores, type Store } from '../../support/on-both-stores.ts';

const OLIVIA = PersonId.parse('00000000-0000-4000-8000-000000000001');
const IDS = ['biz_dir001', 'biz_dir002', 'biz_dir003', 'biz_dir004', 'biz_dir005'] as BusinessId[];

const open = async (table: Store, id: BusinessId): Promise<void> => {
  const {
    agentIds: _,
    numbers: __,
    billing: ___,
    messaging: ____,
    clearedForTexts: _____,
    ...profile
  } = aBusiness();
  const since = new Date(MONDAY_MORNING).toISOString();
  const person = { personId: OLIVIA, email: 'olivia@apexhvac.example', name: 'Olivia' };
  await dynamoOpening(table, waiting).open(
    { ...profile, id },
    { v: 1, businessId: id, ...person, role: 'owner', since, version: 1 },
  );
};

/** All pages, each with its ids. */
const pagesOf = async (table: Store, limit: number): Promise<string[][]> => {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await dynamoDirectory(table).list({ limit, cursor });
    pages.push(items.map(({ id }) => id));
    cursor = next;
  } while (cursor !== undefined);
  return pages;
};

onBothStores('the directory of businesses [O5]', (store) => {
  it('has every business that was opened, once and by its id, page by page', async () => {
    const table = store();
    for (const id of IDS.toReversed()) await open(table, id);

    expect((await pagesOf(table, 2)).flat()).toEqual(IDS);
    expect((await pagesOf(table, 2)).map(({ length }) => length).slice(0, 2)).toEqual([2, 2]);
    expect((await pagesOf(table, 100))[0]).toEqual(IDS);
  });

  it('shows a business as it stands, and no mark of the table', async () => {
    const table = store();
    const [id] = IDS as [BusinessId];
    await open(table, id);
    const settings = dynamoSettings(table, waiting);

    const { items } = await dynamoDirectory(table).list({ limit: 1 });

    expect(items).toEqual([await settings.find(id)]);
    expect(items[0]).not.toHaveProperty('duePk');
  });

  it.each(['WyJhcHRfMSIsIjAiXQ', 'WyJiaXpfISIsIjAjQ0ZHIl0', 'WyJEVUUjMSIsIjAiXQ', '-'])(
    'takes no cursor of another list: %s',
    async (cursor) => {
      await expect(dynamoDirectory(store()).list({ limit: 1, cursor })).rejects.toMatchObject({
        code: 'cursor_invalid',
      });
    },
  );
});
