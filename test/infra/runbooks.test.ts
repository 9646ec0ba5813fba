import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../scripts/lint/markdown.ts';
import { handlerOf, synthesised } from './synthesised.ts';

const FOLDER = 'docs/runbooks';
const alarms = synthesised('prod')
  .of('AWS::CloudWatch::Alarm')
  .map(({ id, properties }) => {
    const [, page = '', heading = ''] =
      /Runbook: docs\/runbooks\/(\S+)\.md#(\S+)$/.exec(properties.AlarmDescription) ?? [];
    return { id, page, heading };
  });
const sections = (page: string) => sectionsOf(readFileSync(`${FOLDER}/${page}.md`, 'utf8'));

describe('the runbooks [O7]', () => {
  it.each(alarms)('say at $page#$heading how to look and how to mend', ({ page, heading }) => {
    expect(sections(page).get(heading)?.length ?? 0).toBeGreaterThan(120);
  });

  it.each([...new Set(alarms.map(({ page }) => page))])('%s says what the customer sees', (page) => {
    expect(sections(page).get('what-the-customer-sees')?.length ?? 0).toBeGreaterThan(40);
  });

  it('are each of an alarm or of a function', () => {
    const functions = synthesised('prod').of('AWS::Lambda::Function').map(handlerOf);
    const known = [
      'README',
      ...alarms.map(({ page }) => page),
      ...functions.map((name) => name.replace('/', '-')),
    ];
    const pages = readdirSync(FOLDER).map((file) => file.replace('.md', ''));

    expect(pages.filter((page) => !known.includes(page))).toEqual([]);
  });

  it('with a heading and nothing under it would be found empty', () => {
    const found = sectionsOf('# A\n\n## Errors\n\n## Dead letters\n\nRedrive.\n');

    expect([...found]).toEqual([
      ['errors', ''],
      ['dead-letters', 'Redrive.'],
    ]);
  });
});
