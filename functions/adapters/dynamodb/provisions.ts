import type { ProvisionTold } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Provisions } from '../../domain/provision/ports.ts';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { recordLatest } from './latest.ts';
import { announces } from './outbox.ts';

const toldOf = (
  ids: DerivedIds,
  businessId: BusinessId,
  { vendor, eventId, receivedAt }: VendorEvent,
): ProvisionTold => ({
  v: 1,
  id: ids.event('provision.told', vendor, eventId),
  name: 'provision.told',
  businessId,
  at: receivedAt,
});

export const dynamoProvisions = (table: Table, ids: DerivedIds, waiting: Waiting): Provisions => ({
  record: (businessId, { occasion, at, what, id, aspect, details, names }) =>
    recordLatest(
      table,
      waiting,
      {
        key: keys.provision(businessId, what, id),
        base: {
          v: 1,
          kind: what,
          id,
          businessId,
          campaignId: names.campaignId,
          brandId: names.brandId,
          ...announces(toldOf(ids, businessId, occasion)),
        },
      },
      { aspect: `said:${aspect}`, at, details },
      occasion,
    ),
});
