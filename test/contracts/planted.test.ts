import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areContractsHere, contractsNote } from '../support/contracts/documents.ts';

const project = resolve(import.meta.dirname, '../..');

/** Two tests of one Telnyx that answers 201 and calls the message's id its number; neither looks at the answer. */
const planted = `
import { expect, it } from 'vitest';
import { createLocalClock } from '${project}/scripts/local/clock.ts';
import { createFaults } from '${project}/scripts/local/vendors/faults.ts';
import { startSimulator } from '${project}/scripts/local/vendors/simulator.ts';
import { createWebhookSender } from '${project}/scripts/local/vendors/webhook-deliveries.ts';
import { breaksContract } from '${project}/test/support/contracts/deliberate.ts';

const clock = createLocalClock();
const faults = createFaults();
const sender = { clock, faults, sign: () => ({}), retryMs: [], timeoutMs: 100, source: 'telnyx', log: undefined };
const answer = async () => ({ status: 201, body: { data: { number: 'x' } } });
const send = async () => {
  const sim = await startSimulator({
    name: 'telnyx', clock, faults, log: undefined, handle: answer, failure: answer, decline: answer,
    state: () => ({}), control: () => ({}), webhooks: createWebhookSender(sender),
  });
  const response = await fetch(sim.url + '/v2/messages', {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+15125550187', from: '+15125550142', text: 'Hi' }),
  });
  await sim.stop();
  return response;
};

it('sends a text', async () => {
  expect((await send()).ok).toBe(true);
});
it('sends a text to a vendor that it says is broken', async () => {
  breaksContract('telnyx POST /v2/messages response', 'planted');
  expect((await send()).ok).toBe(true);
});
it('says so of a vendor that is not', () => {
  breaksContract('telnyx POST /v2/messages response', 'planted');
  expect(true).toBe(true);
});
`;

type Outcome = {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
};

describe.skipIf(!areContractsHere)(`a broken simulator in somebody's test${contractsNote}`, () => {
  let folder: string;
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloudgreet-broken-'));
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'planted.test.ts'), planted);
    const setup = ['setup-env.ts', 'watch-contracts.ts'].map((file) => join(project, 'test/support', file));
    const test = { setupFiles: setup, include: ['planted.test.ts'], pool: 'forks' };
    await writeFile(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify({ test })};`);
    const args = ['run', '--root', folder, '--reporter', 'json', '--outputFile', 'report.json'];
    await new Promise<void>((done) => {
      execFile(join(project, 'node_modules/.bin/vitest'), args, { cwd: folder }, () => done());
    });
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    outcomes = report.testResults[0].assertionResults;
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const outcomeOf = (title: string) => outcomes.find((outcome) => outcome.title === title);

  it('fails that test, with vendor, path and what is wrong in one line', () => {
    const outcome = outcomeOf('sends a text');

    expect(outcome?.status).toBe('failed');
    expect(outcome?.failureMessages.join('\n')).toContain(
      'telnyx POST /v2/messages response 201: no contract describes it',
    );
  });

  it('fails nothing where the test says that it is broken on purpose', () => {
    expect(outcomeOf('sends a text to a vendor that it says is broken')?.status).toBe('passed');
  });

  it('fails the test that says so in vain', () => {
    expect(outcomeOf('says so of a vendor that is not')?.failureMessages.join('\n')).toContain(
      'declared as broken (planted), and nothing broke it',
    );
  });
});
