/** The key of a table or index, hash first. */
export const keySchema = (...names: readonly string[]) =>
  names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));

/** Attributes that are texts. */
export const texts = (...names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));

/** A global secondary index, its key hash first. `included`: what INCLUDE takes beside the keys. */
export const indexBy = (
  IndexName: string,
  keys: readonly string[],
  ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE',
  included?: readonly string[],
) => ({
  IndexName,
  KeySchema: keySchema(...keys),
  Projection: { ProjectionType, ...(included && { NonKeyAttributes: included }) },
});
