import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnerId } from '../../contracts/ids.ts';
import type { Partner, PartnerKey } from '../../domain/partner/partner.ts';
import type { PartnerKeys } from '../../domain/partner/ports.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';

/** Whose a key is that is nobody's: no partner has this id, which is asked for all the same. */
const NOBODY = 'ptr_nobody' as PartnerId;

export const dynamoPartnerKeys = ({ db, name: table }: Table): PartnerKeys => {
  const get = async <Noun extends { readonly v: 1 }>(key: Key): Promise<Noun | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item && nounOf<Noun>(Item);
  };
  return {
    async standing(id) {
      const holder = await get<{ readonly v: 1; readonly partnerId: PartnerId }>(keys.keyHolder(id));
      const partnerId = holder?.partnerId ?? NOBODY;
      const [partner, key] = await Promise.all([
        get<Partner>(keys.partner(partnerId)),
        get<PartnerKey>(keys.partnerKey(partnerId, id)),
      ]);
      return { partner, key };
    },
  };
};
