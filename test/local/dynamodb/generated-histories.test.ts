import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { inOneForm, inOneOrder } from './comparable.ts';
import { conformance } from './conformance.ts';
import { histories, type Step } from './generated-histories.ts';
import { LIMIT_MS, settingsOf } from './generated-settings.ts';
import { lockstep, tallied } from './lockstep.ts';
import { recordsByKey } from './read-stream.ts';
import type { Subject, Wire } from './subject.ts';
import { indexBy, texts } from './table-shape.ts';
import { S } from './values.ts';

const both = conformance();

describe('generated histories', { timeout: LIMIT_MS }, () => {
  let table: string;
  let played = 0;
  beforeAll(async () => {
    table = await both.table({
      AttributeDefinitions: texts('pk', 'sk', 'g', 'h'),
      GlobalSecondaryIndexes: [indexBy('all', ['g', 'h'], 'ALL'), indexBy('keys', ['g', 'h'], 'KEYS_ONLY')],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  const wholeTable = async (subject: Subject, more: Wire = {}) => {
    const rows: string[] = [];
    let start: unknown;
    do {
      const page = { TableName: table, ...more, ...(start !== undefined && { ExclusiveStartKey: start }) };
      const { output } = await subject.perform('Scan', page);
      rows.push(
        ...((output?.Items ?? []) as Wire[]).map((row) => JSON.stringify(inOneOrder(inOneForm(row)))),
      );
      start = output?.LastEvaluatedKey;
    } while (start !== undefined);
    return rows.toSorted();
  };

  it.each([1, 2])(
    'end in the same rows, indexes and stream, step by step with the same answers: part %i',
    async (part) => {
      const tally = tallied();
      const play = async (steps: readonly Step[]) => {
        played += 1;
        const history = `h${played}`;
        for (const { action, input } of steps) tally.add(await lockstep(both, action, input(table, history)));
        for (const pk of ['p', 'q']) {
          const partition = {
            KeyConditionExpression: 'pk = :p',
            ExpressionAttributeValues: { ':p': S(`${history}${pk}`) },
          };
          await lockstep(both, 'Query', { TableName: table, ...partition });
        }
      };
      await fc.assert(
        // Two at once, because DynamoDB Local has two cores to answer with.
        fc.asyncProperty(histories, histories, async (...pair) => {
          await Promise.all(pair.map(play));
        }),
        settingsOf(40, part),
      );
      expect(tally.accepted()).toBeGreaterThan(0.3);
      expect(tally.accepted()).toBeLessThan(0.9);

      const [engine, ...others] = both.subjects() as [Subject, ...Subject[]];
      for (const other of others) {
        expect(await wholeTable(other), other.name).toEqual(await wholeTable(engine));
        for (const IndexName of ['all', 'keys']) {
          expect(await wholeTable(other, { IndexName }), other.name).toEqual(
            await wholeTable(engine, { IndexName }),
          );
        }
        expect(await recordsByKey(other, table), other.name).toEqual(await recordsByKey(engine, table));
      }
    },
  );
});
