import type { OrderedRows } from './ordered-rows.ts';
import type { Table } from './table.ts';
import type { Input } from './wire.ts';

/** Items and bytes; the real service counts every six hours, this one at once. */
const contentOf = (rows: OrderedRows): { count: number; bytes: number } => {
  let count = 0;
  let bytes = 0;
  for (const { image } of rows.all()) {
    if (!image) continue;
    count += 1;
    bytes += image.size;
  }
  return { count, bytes };
};

const throughputOf = (input: Input) => {
  const given = (input.ProvisionedThroughput ?? {}) as Input;
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: given.ReadCapacityUnits ?? 0,
    WriteCapacityUnits: given.WriteCapacityUnits ?? 0,
  };
};

/** A table's description as DescribeTable gives it. */
export const describeTable = (table: Table, status = 'ACTIVE'): Record<string, unknown> => {
  const { created, stream } = table;
  const { count, bytes } = contentOf(table.rows);
  const indexes = ((created.GlobalSecondaryIndexes ?? []) as Input[]).map((index) => {
    const content = contentOf(table.indexes.get(String(index.IndexName))?.rows ?? table.rows);
    return {
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
      IndexStatus: 'ACTIVE',
      ProvisionedThroughput: throughputOf(index),
      IndexSizeBytes: content.bytes,
      ItemCount: content.count,
      IndexArn: `${table.arn}/index/${String(index.IndexName)}`,
    };
  });
  return {
    AttributeDefinitions: created.AttributeDefinitions,
    TableName: table.name,
    KeySchema: created.KeySchema,
    TableStatus: status,
    CreationDateTime: table.createdAtMs / 1000,
    ProvisionedThroughput: throughputOf(created),
    TableSizeBytes: bytes,
    ItemCount: count,
    TableArn: table.arn,
    ...(created.BillingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: {
        BillingMode: 'PAY_PER_REQUEST',
        LastUpdateToPayPerRequestDateTime: table.createdAtMs / 1000,
      },
    }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
      LatestStreamLabel: stream.label,
      LatestStreamArn: stream.arn,
    }),
    DeletionProtectionEnabled: created.DeletionProtectionEnabled === true,
  };
};
