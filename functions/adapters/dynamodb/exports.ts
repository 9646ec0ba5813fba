import type { ExportRequested } from '../../contracts/events.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Export, Exports } from '../../domain/export/export.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { transact } from './transaction.ts';
import { asRead, findRow } from './versioned-row.ts';

/** A worker that died is followed by another; one that is at work is done by then. */
const WAKE_EVERY_SECONDS = 180;

export const dynamoExports = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Exports => ({
  find: (businessId, id) => findRow<Export>(db, table, keys.export(businessId, id)),

  async ask(wanted, by) {
    const { businessId, id, askedAt: at } = wanted;
    const event: ExportRequested = {
      v: 1,
      id: ids.event('export.requested', businessId, id),
      name: 'export.requested',
      businessId,
      at,
      correlationId: businessId,
      exportId: id,
    };
    const put = {
      Put: {
        TableName: table,
        Item: {
          ...keys.export(businessId, id),
          ...wanted,
          ...announces(event),
          ...wakes(event, Date.parse(at) + WAKE_EVERY_SECONDS * 1000, WAKE_EVERY_SECONDS),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
    await commitChained(
      { db, name: table },
      waiting,
      {
        v: 1,
        id: `business.exported:${id}`,
        businessId,
        at,
        what: 'business.exported',
        subject: id,
        to: 'requested',
        version: 1,
        actor: by,
      },
      [put],
    );
  },

  async move(from, to) {
    const put = {
      Put: {
        TableName: table,
        Item: { ...keys.export(to.businessId, to.id), ...to },
        ...asRead(from),
      },
    };
    return (await transact(db, [put], waiting)).kind === 'committed' ? 'moved' : 'changed';
  },
});
