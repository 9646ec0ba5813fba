import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import type { PartnerBusiness } from '../../domain/partner/partner.ts';
import type { OpeningForOwner, Ownership, PartnerBusinesses } from '../../domain/partner/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { inDirectory } from './in-directory.ts';
import { keys } from './keys.ts';
import { pageBelow } from './page-below.ts';
import { openedForOwnerEntry } from './partner-entries.ts';
import { nounOf } from './rows.ts';
import type { TransactItems } from './transaction.ts';

export const dynamoPartnerBusinesses = ({ db, name: table }: Table): PartnerBusinesses => ({
  async find(partner, business) {
    const Key = keys.partnerBusiness(partner, business);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<PartnerBusiness>(Item);
  },

  list: (partner, wanted) =>
    pageBelow<PartnerBusiness>({ db, name: table }, keys.partnerBusiness(partner, ''), wanted),
});

export const dynamoOwnership = ({ db, name: table }: Table): Ownership => ({
  async hasOwner(business) {
    const Key = keys.owners(business);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Number(Item?.owners ?? 0) > 0;
  },
});

/** `table`: reached with credentials for this business and this partner only. */
export const dynamoOpeningForOwner = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): OpeningForOwner => ({
  async open(profile, opened) {
    const { partnerId, businessId, externalId } = opened;
    const put = (Item: Record<string, unknown>): TransactItems[number] => ({
      Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const reference =
      externalId && keys.partnerReference(partnerId, ids.partnerReference(partnerId, externalId));
    const entry = openedForOwnerEntry(profile, opened);
    const outcome = await commitChained({ db, name: table }, waiting, entry, [
      put({ ...keys.configuration(profile.id), ...inDirectory(profile.id), ...profile }),
      put({ ...keys.partnerBusiness(partnerId, businessId), ...opened }),
      ...(reference ? [put({ ...reference, v: 1, businessId })] : []),
    ]);
    if (outcome.kind === 'committed') return 'opened';
    const [business, , sameReference] = outcome.failed;
    // Its id is made of the request: that it is there means that this request came before.
    if (business) return 'there';
    if (sameReference) return 'reference taken';
    throw new Refusal('busy_try_again');
  },
});
