import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { nounOf } from '../../functions/adapters/dynamodb/rows.ts';
import { BusinessId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { connectPhone, openBusiness } from './demo-business.ts';
import type { Place } from './place.ts';

const DEMO = { key: 'callme', name: 'Apex Heating & Air', number: '+15125550142', card: 'ok' } as const;

const configurationOf = async ({ table }: Place, id: BusinessId): Promise<Business | undefined> => {
  const { Item } = await table.db.send(
    new GetCommand({ TableName: table.name, Key: keys.configuration(id) }),
  );
  return Item && (nounOf(Item as { v: 1 }) as unknown as Business);
};

/** The business with that id, or the demo's own, created if there is none. Its phone rings here afterwards. */
export const findBusiness = async (place: Place, id: string | undefined): Promise<Business> => {
  const wanted = BusinessId.safeParse(id ?? `biz_${DEMO.key}`);
  if (!wanted.success) throw new Error(`"${id}" is no business id: they look like biz_callme.`);
  const found = await configurationOf(place, wanted.data);
  if (found) {
    connectPhone(place, found);
    return found;
  }
  if (id !== undefined) throw new Error(`There is no business ${id} here.`);
  return openBusiness(place, DEMO);
};
