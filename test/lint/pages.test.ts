import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenLinks, missingCommands } from '../../scripts/lint/markdown.ts';

const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts);

describe('the pages that people read', () => {
  it('are all there', () => {
    const expected = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md'];

    expect(expected.filter((path) => !pages.includes(path))).toEqual([]);
  });

  it('name every decision in their list', () => {
    const list = readFileSync('docs/adr/README.md', 'utf8');
    const decisions = pages.filter((path) => /^docs\/adr\/\d/.test(path));

    expect(decisions.length).toBeGreaterThan(5);
    expect(decisions.filter((path) => !list.includes(path.replace('docs/adr/', '')))).toEqual([]);
  });

  it.each(pages)('%s links nothing that is not there', (path) => {
    expect(brokenLinks(path, readFileSync(path, 'utf8'))).toEqual([]);
  });

  it.each(pages)('%s tells to type only what exists', (path) => {
    expect(missingCommands(path, readFileSync(path, 'utf8'), scripts)).toEqual([]);
  });

  it.each([
    ['a file', '[see](docs/nowhere.md)', 'README.md links docs/nowhere.md'],
    ['a heading', '[see](CONTRIBUTING.md#dancing)', 'README.md links CONTRIBUTING.md#dancing'],
    ['a heading of its own', '[see](#nothing-of-the-kind)', 'README.md links #nothing-of-the-kind'],
  ])('would be found to link %s that is not there', (_, text, found) => {
    expect(brokenLinks('README.md', text)).toEqual([found]);
  });

  it('would be found to name a command or a file that is not there', () => {
    const text = 'Type `npm run dance`, then `./scripts/dance --now`; not `npm run check` or scripts/setup.';

    expect(missingCommands('README.md', text, scripts)).toEqual([
      'README.md says npm run dance',
      'README.md names scripts/dance',
    ]);
  });
});
