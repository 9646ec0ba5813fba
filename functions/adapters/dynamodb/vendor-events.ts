import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { VendorEvents } from '../../domain/vendor-event/ports.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';

export const dynamoVendorEvents = ({ db, name: table }: Table): VendorEvents => ({
  async remember(event, bodyKey) {
    const { Put } = inboxPut(table, { ...event, bodyKey });
    try {
      if (Put) await db.send(new PutCommand(Put));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
