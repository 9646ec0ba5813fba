import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoQuarantine } from '../../functions/adapters/dynamodb/quarantine.ts';
import { vendorQueue } from '../../functions/adapters/sqs/vendor-queue.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Alert } from '../../functions/domain/alert/alert.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { Call } from '../../functions/domain/call/call.ts';
import type { Fee } from '../../functions/domain/fee/fee.ts';
import type { Confirmation } from '../../functions/domain/text/text.ts';
import type { Release } from '../../functions/domain/vendor-event/ports.ts';
import { releaseQuarantined } from '../../functions/domain/vendor-event/release-quarantined.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import type { LocalClock } from '../local/clock.ts';
import type { Retell } from '../local/vendors/retell/retell.ts';
import type { WorldAddress } from '../local/world-address.ts';
import { type VendorViews, vendorViews } from './vendor-views.ts';

type Marked = { readonly duePk?: string };

/** What the table holds of a business that somebody may want to see. */
export type Rows = {
  readonly appointments: readonly (Appointment & Marked)[];
  readonly fees: readonly (Fee & Marked)[];
  readonly texts: readonly (Confirmation & Marked)[];
  readonly alerts: readonly (Alert & Marked)[];
  readonly calls: readonly (Call & Marked)[];
  readonly consents: readonly Readonly<Record<string, unknown>>[];
};

/** A running world as a demo and a telephone see it. */
export type Place = {
  readonly address: WorldAddress;
  readonly clock: LocalClock;
  readonly retell: Retell;
  readonly vendors: VendorViews;
  readonly table: Table;
  /** Puts what waits in quarantine back on its way. */
  readonly release: Release;
  rowsOf(businessId: BusinessId): Promise<Rows>;
  close(): void;
};

/** Opens the table with the operator's credentials. The world and the phone system stay the caller's to stop. */
export const openPlace = (address: WorldAddress, clock: LocalClock, retell: Retell): Place => {
  const { gatewayUrl: endpoint, region, credentials } = address;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const queues = new SQSClient({ endpoint, region, credentials });
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table: Table = { db, name: address.tableName };

  const partition = async (pk: string) => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return Items;
  };

  return {
    address,
    clock,
    retell,
    vendors: vendorViews(address),
    table,
    release: releaseQuarantined({
      quarantine: dynamoQuarantine(table),
      messages: vendorQueue(
        { queueUrl: address.vendorQueueUrl, bucket: address.rawBucketName },
        hashing,
        queues,
      ),
    }),
    async rowsOf(id) {
      const nothing = '' as never;
      const [bookings, calls, consents] = await Promise.all([
        partition(keys.appointment(id, nothing).pk),
        partition(keys.call(id, nothing).pk),
        partition(keys.consent(id, '').pk),
      ]);
      const like = (sk: RegExp) => bookings.filter((row) => sk.test(String(row.sk)));
      return {
        appointments: like(/^apt_[^#]+$/),
        fees: like(/#FEE$/),
        texts: like(/#TEXT#/),
        alerts: like(/#ALERT$/),
        // What stands beside a call, and its legs, are no calls.
        calls: calls.filter(({ sk }) => !String(sk).includes('#')),
        consents,
      } as unknown as Rows;
    },
    close() {
      client.destroy();
      queues.destroy();
    },
  };
};
