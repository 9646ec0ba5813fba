/** What belongs to the table and not to the noun: keys, due marks, what the row announces. */
const OF_THE_TABLE = new Set([
  'pk',
  'sk',
  'duePk',
  'dueSk',
  'wake',
  'wakeEverySeconds',
  'event',
  'expiresAt',
  'listSk',
]);

/** A row as its noun. Written only by us, in one shape a version; an unknown version is a bug and is said so. */
export const nounOf = <Noun extends { readonly v: 1 }>(row: Readonly<Record<string, unknown>>): Noun => {
  if (row.v !== 1)
    throw new Error(`row ${String(row.sk)} has version ${String(row.v)}, which this code cannot read`);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OF_THE_TABLE.has(name))) as Noun;
};
