import type { Provisions } from '../../domain/provision/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { recordLatest } from './latest.ts';

export const dynamoProvisions = (table: Table, waiting: Waiting): Provisions => ({
  record: (businessId, { occasion, at, what, id, aspect, details, names }) =>
    recordLatest(
      table,
      waiting,
      {
        key: keys.provision(businessId, what, id),
        base: { v: 1, kind: what, id, businessId, campaignId: names.campaignId, brandId: names.brandId },
      },
      { aspect: `said:${aspect}`, at, details },
      occasion,
    ),
});
