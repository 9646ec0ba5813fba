/** What of a table our code relies on, each part in words that can be compared; `undefined`: nobody could tell. */
export type Shape = {
  readonly [Part in (typeof PARTS)[number]]: string | undefined;
} & { readonly indexes: ReadonlyMap<string, string> };

export const PARTS = [
  'keys',
  'capacity',
  'stream',
  'expiry',
  'recovery of any second',
  'deletion protection',
  'encryption',
] as const;

type KeyElement = { readonly AttributeName?: string | undefined; readonly KeyType?: string | undefined };
type Definition = {
  readonly AttributeName?: string | undefined;
  readonly AttributeType?: string | undefined;
};

/** `pk (S) partition, sk (S) sort`. */
export const keyWords = (
  schema: readonly KeyElement[] | undefined,
  definitions: readonly Definition[] | undefined,
): string =>
  (schema ?? [])
    .map(({ AttributeName, KeyType }) => {
      const type = definitions?.find((one) => one.AttributeName === AttributeName)?.AttributeType;
      return `${AttributeName} (${type}) ${KeyType === 'HASH' ? 'partition' : 'sort'}`;
    })
    .join(', ');

type Projection = {
  readonly ProjectionType?: string | undefined;
  readonly NonKeyAttributes?: readonly string[] | undefined;
};

/** `by duePk (S) partition, dueSk (S) sort; holds ALL`. */
export const indexWords = (
  schema: readonly KeyElement[] | undefined,
  definitions: readonly Definition[] | undefined,
  projection: Projection | undefined,
): string => {
  const more = [...(projection?.NonKeyAttributes ?? [])].sort();
  const holds = [projection?.ProjectionType, ...more].join(' ');
  return `by ${keyWords(schema, definitions)}; holds ${holds}`;
};

export const onOrOff = (isOn: boolean): string => (isOn ? 'on' : 'off');
