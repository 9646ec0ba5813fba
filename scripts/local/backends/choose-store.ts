import { hasJava } from './java.ts';

export const TABLE_STORES = ['dynamodb-local', 'memory'] as const;

/** What keeps the tables: Amazon's DynamoDB Local, which needs Java, or our own in this process, which needs nothing. */
export type TableStore = (typeof TABLE_STORES)[number];

export type ChosenStore = {
  readonly kind: TableStore;
  /** A sentence for whoever started it, where nobody chose: which one it is, why, and how to get the other. */
  readonly notice?: string;
};

const NOTICE =
  'No Java 17 or later was found, so tables are kept in memory by our own DynamoDB; install Java for DynamoDB Local.';

/** Reads what was typed behind `--store`. Throws a sentence for anything else. */
export const readTableStore = (text: string | undefined): TableStore | undefined => {
  const found = TABLE_STORES.find((one) => one === text);
  if (found === undefined && text !== undefined) {
    throw new Error(`There is no store "${text}"; there are ${TABLE_STORES.join(' and ')}.`);
  }
  return found;
};

/** What was asked for, else DynamoDB Local where it can run. */
export const chooseStore = async (
  asked: TableStore | undefined,
  isAvailable: () => Promise<boolean> = hasJava,
): Promise<ChosenStore> => {
  if (asked !== undefined) return { kind: asked };
  return (await isAvailable()) ? { kind: 'dynamodb-local' } : { kind: 'memory', notice: NOTICE };
};
