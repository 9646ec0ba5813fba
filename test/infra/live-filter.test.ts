import { describe, expect, it } from 'vitest';
import { type Key, keys } from '../../functions/adapters/dynamodb/keys.ts';
import { SHOWN } from '../../functions/adapters/dynamodb/live-news.ts';
import { compileFilters } from '../../scripts/local/mappings/event-filter.ts';
import { synthesised } from './synthesised.ts';

const APEX = 'biz_apex0001';

const readersOf = (rows: Readonly<Record<string, Key>>): readonly string[] => {
  const patterns = synthesised('local')
    .of('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.MaximumRecordAgeInSeconds === 60)
    .flatMap(({ properties }) => properties.FilterCriteria.Filters)
    .map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
  const passes = compileFilters(patterns, 'the live channel');
  return Object.entries(rows)
    .filter(([, { pk, sk }]) => passes({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }))
    .map(([kind]) => kind);
};

describe('what the live channel hears of the table [C4]', () => {
  it('is every kind of row that a page shows', () => {
    const kinds = Object.keys(SHOWN) as (keyof typeof SHOWN)[];
    const rows = kinds.map((kind) => {
      const spell = keys[kind] as (...args: string[]) => Key;
      return [kind, spell(APEX, 'one', 'two')] as const;
    });

    expect(readersOf(Object.fromEntries(rows))).toEqual(kinds);
  });

  it('is who somebody is, their sign-ins and where they are a member', () => {
    const rows = {
      person: { pk: 'PERSON#ada', sk: '0' },
      session: { pk: 'PERSON#ada', sk: 'SESSION#s' },
      membership: { pk: 'PERSON#ada', sk: `MEMBER#${APEX}` },
    };

    expect(readersOf(rows)).toEqual(Object.keys(rows));
  });

  it('is no row that changes with every request or every booking and says nothing', () => {
    const bare = (partition: string, sk: string) => ({ pk: `BIZ#${APEX}#${partition}`, sk });

    expect(
      readersOf({
        day: bare('SCHEDULE', 'D#2026-11-23'),
        bucket: bare('LIMITS', 'BUCKET'),
        request: bare('REQUESTS', 'f'),
        ofTheChannel: bare('LIVE', 'SEQUENCE'),
        ofAPerson: { pk: 'PERSON#ada', sk: 'BUCKET' },
      }),
    ).toEqual([]);
  });
});
