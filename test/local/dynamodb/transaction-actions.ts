import type { Answer, Wire } from './subject.ts';

/** The code of each action's reason, in order; undefined where the answer gives none. */
export const reasonsOf = ({ error }: Answer): readonly string[] | undefined =>
  (error?.fields.CancellationReasons as readonly { readonly Code: string }[] | undefined)?.map(
    ({ Code }) => Code,
  );

/** The input of a transaction. */
export const write = (...TransactItems: readonly Wire[]) => ({ TransactItems });

/** Words the actions of transactions on one table, which is asked for anew each time. */
export const actionsOn = (table: () => string) => ({
  put: (Item: Wire, more: Wire = {}) => ({ Put: { TableName: table(), Item, ...more } }),
  check: (Key: Wire, ConditionExpression: string, more: Wire = {}) => ({
    ConditionCheck: { TableName: table(), Key, ConditionExpression, ...more },
  }),
  remove: (Key: Wire, more: Wire = {}) => ({ Delete: { TableName: table(), Key, ...more } }),
  update: (Key: Wire, UpdateExpression: string, values?: Wire, more: Wire = {}) => ({
    Update: {
      TableName: table(),
      Key,
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: values }),
      ...more,
    },
  }),
});
