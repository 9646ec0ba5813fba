import { describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { featuresPage } from '../../scripts/docs/features-page.ts';
import { undeclared } from '../../scripts/docs/match-requests.ts';
import { keyInWords, kindOf } from '../../scripts/docs/row-keys.ts';
import { ROW_KINDS, type RowName } from '../../scripts/docs/row-kinds.ts';
import { titlesIn } from '../../scripts/docs/test-titles.ts';

const file = (text: string) => [{ path: 'test/domain/a.test.ts', text }];
/** Tags are put together here, so that this file shows no row itself. */
const row = (...ids: string[]) => `[${ids.join(', ')}]`;
const flaw = (number: number) => `F-${'WH'}-${number}`;
const lineOf = (page: string, start: string) =>
  page.split('\n').find((line) => line.startsWith(`| ${start} |`));

describe('the page of features', () => {
  it('lists under a row the titles that name it, wherever they stand', () => {
    const page = featuresPage(
      file(`
        describe('opening hours ${row('P1')}', () => { it('are kept', () => {}); });
        describe.each(rows)('a %s that books ${row('P2', 'B2')}', () => { test.skipIf(no)(\`twice \${x} ${row('N1')}\`, () => {}); });
      `),
    );

    const shownBy = (words: string) => `[domain/a](../test/domain/a.test.ts): ${words}`;
    expect(lineOf(page, 'P1')).toContain(`| ${shownBy('opening hours')} |`);
    expect(lineOf(page, 'P2')).toContain(`| ${shownBy('a %s that books')} |`);
    expect(lineOf(page, 'B2')).toContain(`| ${shownBy('a %s that books')} |`);
    expect(lineOf(page, 'N1')).toContain(`| ${shownBy('twice …')} |`);
  });

  it('shows a row without a test as empty', () => {
    expect(lineOf(featuresPage([]), 'P3')).toContain('| *nothing yet* |');
  });

  it('lists the tests that start with a flaw, and only those', () => {
    const page = featuresPage(
      file(
        `it('${flaw(9)}: keeps what matches nothing', () => {}); it('is not about ${flaw(8)}', () => {});`,
      ),
    );

    expect(lineOf(page, flaw(9))).toContain('keeps what matches nothing |');
    expect(lineOf(page, flaw(8))).toContain('| *nothing yet* |');
  });

  it.each([`it('does it ${row('Z9')}', () => {});`, `it('${flaw(99)}: is none of ours', () => {});`])(
    'refuses a name that there is not: %s',
    (text) => {
      expect(() => featuresPage(file(text))).toThrow(/names .*, which is not in scripts\/docs/);
    },
  );

  it('reads no title where none is', () => {
    expect(titlesIn("const it = 1; describe.only; run('it', () => {}); regex.test('a');")).toEqual([]);
  });
});

const business = 'biz_a1b2c3d4' as Parameters<typeof keys.fee>[0];
const appointment = 'apt_a1b2c3d4' as Parameters<typeof keys.fee>[1];
const part = (action: string, key: { pk: string; sk?: string }) => ({ action, ...key });
const request = (parts: ReturnType<typeof part>[], caller = 'voice/agent') => ({
  caller,
  service: 'dynamodb',
  action: parts.length > 1 ? 'TransactWriteItems' : (parts[0]?.action ?? ''),
  parts,
});

describe('the page of data', () => {
  it.each(Object.keys(ROW_KINDS) as RowName[])('knows the row %s by its key', (name) => {
    const { pk, sk } = keyInWords(name);
    const filled = (text: string) =>
      text.replaceAll(/‹(\w+)›/g, (_, arg: string) => `${ROW_KINDS[name].args[arg]}x1y2z3w4`);

    expect(kindOf({ pk: filled(pk), sk: filled(sk) })).toBe(name);
  });

  it('accepts a booking over midnight, which takes quarters of two days', () => {
    const booking = [
      part('PutItem', keys.appointment(business, appointment)),
      part('UpdateItem', keys.day(business, '2026-11-23')),
      part('UpdateItem', keys.day(business, '2026-11-24')),
      part('PutItem', keys.fee(business, appointment)),
      part('PutItem', keys.audit(business, '2026-11-23T15:00:00.000Z', 'appointment.booked')),
    ];

    expect(undeclared([request(booking)])).toEqual([]);
  });

  it.each([
    [
      'a booking without its fee',
      [
        part('PutItem', keys.appointment(business, appointment)),
        part('UpdateItem', keys.day(business, '2026-11-23')),
        part('PutItem', keys.audit(business, '2026-11-23T15:00:00.000Z', 'appointment.booked')),
      ],
    ],
    [
      'a booking that is not put on record',
      [
        part('PutItem', keys.appointment(business, appointment)),
        part('UpdateItem', keys.day(business, '2026-11-23')),
        part('PutItem', keys.fee(business, appointment)),
      ],
    ],
    [
      'a booking that is put on record twice',
      [
        part('PutItem', keys.appointment(business, appointment)),
        part('UpdateItem', keys.day(business, '2026-11-23')),
        part('PutItem', keys.fee(business, appointment)),
        part('PutItem', keys.audit(business, '2026-11-23T15:00:00.000Z', 'appointment.booked')),
        part('PutItem', keys.audit(business, '2026-11-23T15:00:01.000Z', 'appointment.booked')),
      ],
    ],
    ['a write of what the voice function only reads', [part('PutItem', keys.configuration(business))]],
    ['a row nobody has described', [part('GetItem', { pk: 'ELSE#1', sk: '0' })]],
    ['a scan', [part('Scan', { pk: '' })]],
  ])('names %s', (_, parts) => {
    expect(undeclared([request(parts)])).toHaveLength(1);
  });

  it('names what another function may do and this one may not', () => {
    const reading = [part('GetItem', keys.configuration(business))];

    expect(undeclared([request(reading, 'workers/send-confirmation')])).toEqual([]);
    expect(undeclared([request(reading, 'workers/relay-events')])).toHaveLength(1);
  });
});
