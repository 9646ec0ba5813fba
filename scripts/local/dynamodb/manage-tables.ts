import { type Database, objectIn, tableName } from './database.ts';
import { describeTable } from './describe-table.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import { placeId, type Table, writeImage } from './table.ts';
import { attribute, type Input } from './wire.ts';

const MOST_NAMES = 100;
/** Items that expired longer ago are left (developer guide, "Using time to live"). */
const LONGEST_EXPIRED_SECONDS = 5 * 365 * 24 * 3600;

const needed = (db: Database, input: Input): Table => {
  const name = tableName(input);
  const table = db.tables.get(name);
  if (!table) {
    throw failure('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }
  return table;
};

export const describeTableAction = (db: Database, input: Input): Record<string, unknown> => ({
  Table: describeTable(needed(db, input)),
});

export const listTables = (db: Database, input: Input): Record<string, unknown> => {
  const { ExclusiveStartTableName: after, Limit: limit = MOST_NAMES } = input;
  const names = [...db.tables.keys()].sort().filter((name) => after === undefined || name > String(after));
  const page = names.slice(0, Number(limit));
  return {
    TableNames: page,
    ...(page.length < names.length && { LastEvaluatedTableName: page.at(-1) }),
  };
};

export const deleteTable = (db: Database, input: Input): Record<string, unknown> => {
  const table = needed(db, input);
  if (table.created.DeletionProtectionEnabled === true) {
    throw invalid(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  }
  db.tables.delete(table.name);
  return { TableDescription: describeTable(table, 'DELETING') };
};

export const updateTimeToLive = (db: Database, input: Input): Record<string, unknown> => {
  const table = needed(db, input);
  const specification = objectIn(input, 'TimeToLiveSpecification');
  const { AttributeName: name, Enabled: enabled } = specification;
  if (typeof name !== 'string' || name === '') throw invalidParameter('TimeToLive needs an attribute name');
  if (enabled === true && table.expiryAttribute !== undefined) {
    throw invalid('TimeToLive is already enabled');
  }
  if (enabled !== true && table.expiryAttribute === undefined) {
    throw invalid('TimeToLive is already disabled');
  }
  table.expiryAttribute = enabled === true ? name : undefined;
  return { TimeToLiveSpecification: { AttributeName: name, Enabled: enabled === true } };
};

export const describeTimeToLive = (db: Database, input: Input): Record<string, unknown> => {
  const { expiryAttribute } = needed(db, input);
  return {
    TimeToLiveDescription: expiryAttribute
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute }
      : { TimeToLiveStatus: 'DISABLED' },
  };
};

/** Removes what has expired by `atMs`, as the service does within a few days of it; gives how many items. */
export const expireItems = (db: Database, atMs: number): number => {
  const nowSeconds = Math.floor(atMs / 1000);
  let removed = 0;
  for (const table of db.tables.values()) {
    const name = table.expiryAttribute;
    if (name === undefined) continue;
    const expired = [...table.rows.all()].filter(({ image }) => {
      const at = Number(image && attribute(image.item, name)?.N);
      return at <= nowSeconds && at > nowSeconds - LONGEST_EXPIRED_SECONDS;
    });
    for (const place of expired) {
      if (table.locks.has(placeId(place))) continue;
      writeImage(table, db.around, place, undefined, true);
      removed += 1;
    }
  }
  return removed;
};
