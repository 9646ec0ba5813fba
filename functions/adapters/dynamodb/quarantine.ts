import { DeleteCommand, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Quarantine } from '../../domain/vendor-event/ports.ts';
import type { QuarantinedEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';

const { pk: PARTITION } = keys.quarantinedAs('');

/** The rows have no end of their own: an event leaves by being applied, or by an operator's word. */
export const dynamoQuarantine = ({ db, name: table }: Table): Quarantine => ({
  async find(id) {
    const Key = keys.quarantinedAs(id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<QuarantinedEvent>(Item);
  },

  async list(awaits) {
    const found: (QuarantinedEvent & { readonly id: string })[] = [];
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: `pk = :pk${awaits === undefined ? '' : ' AND begins_with(sk, :prefix)'}`,
        ExpressionAttributeValues: {
          ':pk': PARTITION,
          ...(awaits !== undefined && { ':prefix': `${awaits}#` }),
        },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      found.push(
        ...Items.map((row) => ({ ...nounOf<QuarantinedEvent>(row as { v: 1 }), id: String(row.sk) })),
      );
    }
    return (
      found
        // A vendor's name for something may hold our delimiter.
        .filter((event) => awaits === undefined || event.awaits === awaits)
        .toSorted((one, other) => one.setAsideAt.localeCompare(other.setAsideAt))
    );
  },

  async remove(id) {
    await db.send(new DeleteCommand({ TableName: table, Key: keys.quarantinedAs(id) }));
  },
});
