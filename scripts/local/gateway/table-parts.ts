import type { AwsCall } from './aws-call.ts';

/** One row or range that a call to the table is about, as keys; they hold nothing personal. */
export type TablePart = {
  /** As IAM spells it, without the service. */
  readonly action: string;
  readonly pk: string;
  /** Absent for a range. */
  readonly sk?: string;
  readonly index?: string;
  /** A read that sees every write before it, at twice the price. */
  readonly consistent?: true;
};

type Value = Readonly<Record<string, unknown>>;
type Access = {
  readonly Key?: Readonly<Record<string, Value>>;
  readonly Item?: Readonly<Record<string, Value>>;
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
};

type Batch = Pick<Access, 'ConsistentRead'> & { readonly Keys?: readonly NonNullable<Access['Key']>[] };

const PART_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const plain = (value: Value | undefined): string => String(Object.values(value ?? {})[0] ?? '');

const partOf = (action: string, access: Access): TablePart => {
  const row = access.Key ?? access.Item;
  const consistent = access.ConsistentRead ? { consistent: true as const } : {};
  if (row) return { action, pk: plain(row.pk), sk: plain(row.sk), ...consistent };
  // A Query names its partition first.
  const [, name = ''] = /= *(:\w+)/.exec(access.KeyConditionExpression ?? '') ?? [];
  return {
    action,
    pk: plain(access.ExpressionAttributeValues?.[name]),
    ...(access.IndexName && { index: access.IndexName }),
    ...consistent,
  };
};

/** What a call to the table reads or writes, in the call's order; empty for another service or a whole table. */
export const tableParts = ({ service, action, input }: AwsCall): TablePart[] => {
  if (service !== 'dynamodb') return [];
  if (action.startsWith('Transact'))
    return ((input.TransactItems ?? []) as Readonly<Record<string, Access>>[]).flatMap((item) =>
      Object.entries(item).map(([kind, access]) => partOf(PART_ACTIONS[kind] ?? kind, access)),
    );
  if (action === 'BatchGetItem')
    return Object.values((input.RequestItems ?? {}) as Readonly<Record<string, Batch>>).flatMap(
      ({ Keys = [], ...rest }) => Keys.map((Key) => partOf(action, { ...rest, Key })),
    );
  const access = input as Access;
  return access.Key || access.Item || access.KeyConditionExpression ? [partOf(action, access)] : [];
};
