import type { RowName } from './row-kinds.ts';

type Verb =
  | 'Query'
  | 'GetItem'
  | 'BatchGetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';
/** `?`: not always. `+`: one or several. `*`: any number. A Query is of the partition that the row lives in. */
type Part = `${Verb} ${RowName}${'' | '?' | '+' | '*'}`;

export type AccessPattern = {
  readonly why: string;
  /** Handlers that do it; each may, because its role says so. */
  readonly by: readonly string[];
  readonly parts: readonly Part[];
  /** All or nothing, at twice the price. */
  readonly inOne?: true;
  /** Sees every write before it, at twice the price. */
  readonly consistent?: true;
  /** Rows that enter the due index, leave it or (counted twice) move in it. */
  readonly due?: number;
  readonly index?: 'due' | 'listed';
};
