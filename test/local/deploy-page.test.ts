import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { secretNames } from '../../functions/domain/health/settings-of.ts';
import { stageNames } from '../../lib/stages.ts';
import { brokenLinks } from '../../scripts/lint/markdown.ts';
import { commandsIn } from '../support/readme.ts';

const PAGE = 'docs/deploy.md';
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

/** The options that a program reads, as `readOptions` and its kin are given them. */
const optionsOf = (program: string): readonly string[] => {
  const text = readFileSync(program, 'utf8');
  return [...text.matchAll(/^\s+'?([a-z][a-z-]*)'?: \{ type: '(?:string|boolean)'/gm)].flatMap(
    ([, name]) => name ?? [],
  );
};

/** What of a command does not exist; undefined: all of it does. */
const wrongWith = (line: string): string | undefined => {
  const words = line.split(/\s+/);
  const stage = words[words.indexOf('--stage') + 1];
  if (words.includes('--stage') && !stageNames.includes(stage as never)) return `stage ${stage}`;
  if (line === 'npm test') return undefined;
  if (words[0] === 'npx' && words[1] === 'cdk') {
    const known = ['bootstrap', 'deploy', 'synth'].includes(String(words[2]));
    return known && words.includes('stage=dev') ? undefined : line;
  }
  const [npm, run, name = '', dashes, ...rest] = words;
  if (npm !== 'npm' || run !== 'run' || dashes !== '--') return line;
  const program = /^node (\S+)$/.exec(scripts[name] ?? '')?.[1];
  if (program === undefined || !existsSync(program)) return `npm run ${name}`;
  const known = optionsOf(program);
  const option = rest.filter((word) => word.startsWith('--')).find((word) => !known.includes(word.slice(2)));
  if (option !== undefined) return `${name} ${option}`;
  if (name === 'secrets' && rest[0] === 'put' && !secretNames().includes(String(rest[1]))) return rest[1];
  return undefined;
};

describe('the checklist from an empty account to the first call [D13]', () => {
  it('has commands that exist, with options that they know', () => {
    const commands = commandsIn(PAGE);

    expect(commands.length).toBeGreaterThan(20);
    expect(commands.map(wrongWith).filter((wrong) => wrong !== undefined)).toEqual([]);
  });

  it.each([
    ['npm run conect -- --stage dev', 'npm run conect'],
    ['npm run connect -- --stage dev --fix', 'connect --fix'],
    ['npm run connect -- --stage development', 'stage development'],
    ['npm run secrets -- put stripe.key --stage dev', 'stripe.key'],
    ['npx cdk destroy -c stage=dev', 'npx cdk destroy -c stage=dev'],
  ])('would be found wrong with %s', (line, wrong) => {
    expect(wrongWith(line)).toBe(wrong);
  });

  it('puts in every key that no other step makes', () => {
    const put = commandsIn(PAGE).flatMap((line) => /secrets -- put (\S+)/.exec(line)?.[1] ?? []);
    const others = ['stripe.webhookSecrets', 'resend.webhookSecrets', 'originSecret'];

    const missing = secretNames().filter((name) => !put.includes(name) && !name.startsWith('platform.'));
    expect(missing.sort()).toEqual(others.sort());
  });

  it('names every step in its order, and leads to pages that are there', () => {
    const text = readFileSync(PAGE, 'utf8');
    const steps = [
      'cdk bootstrap',
      'cdk deploy',
      'secrets -- put',
      'npm run connect',
      'validate-environment',
    ];
    const later = ['verify-data-model', 'publish-web', 'npm run smoke', 'operator -- invite'];
    const places = [...steps, ...later].map((step) => commandsIn(PAGE).join('\n').indexOf(step));

    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(brokenLinks(PAGE, text)).toEqual([]);
    expect(readFileSync('README.md', 'utf8')).toContain(`](${PAGE})`);
  });
});
