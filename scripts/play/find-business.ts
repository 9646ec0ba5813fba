import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoRegistry } from '../../functions/adapters/dynamodb/registry.ts';
import { nounOf } from '../../functions/adapters/dynamodb/rows.ts';
import { BusinessId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { connectPhone, openByOwner } from './demo-business.ts';
import { signInOwner } from './owner.ts';
import type { Place } from './place.ts';

const DEMO = { key: 'callme', name: 'Apex Heating & Air', number: '+15125550142', card: 'ok' } as const;

const configurationOf = async ({ table }: Place, id: BusinessId): Promise<Business | undefined> => {
  const { Item } = await table.db.send(
    new GetCommand({ TableName: table.name, Key: keys.configuration(id) }),
  );
  return Item && (nounOf(Item as { v: 1 }) as unknown as Business);
};

/** The business with that id, or the demo's own, opened if nobody has. Its phone rings here afterwards. */
export const findBusiness = async (place: Place, id: string | undefined): Promise<Business> => {
  if (id === undefined) {
    const known = await dynamoRegistry(place.table).byNumber(DEMO.number);
    if (known !== undefined) return findBusiness(place, known);
    return openByOwner(place, await signInOwner(place, () => undefined), DEMO);
  }
  const wanted = BusinessId.safeParse(id);
  if (!wanted.success) throw new Error(`"${id}" is no business id: they look like biz_callme.`);
  const found = await configurationOf(place, wanted.data);
  if (!found) throw new Error(`There is no business ${id} here.`);
  connectPhone(place, found);
  return found;
};
