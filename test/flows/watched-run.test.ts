import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undeclared } from '../../scripts/docs/match-requests.ts';
import { secretsIn } from '../../scripts/lint/secret-patterns.ts';
import { ensureAssembly } from '../../scripts/local/assembly/ensure-assembly.ts';
import { book, bookingArguments } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let business: FlowBusiness;

/** A booked call, a STOP and a forged delivery: every function has something to do and to log. */
beforeAll(async () => {
  world = await startFlowWorld();
  business = await world.aBusiness();
  const call = await business.call();
  call.callerSays('My furnace is out.');
  await book(business, call);
  call.hangUp();
  await world.atRest();
  world.telnyx.receiveText({
    from: business.customerPhone,
    to: business.business.messaging.from,
    text: 'STOP',
  });
  world.stripe.faults.addWebhook({ effect: 'forge' });
  await world.cloud.runSchedules();
  await world.atRest();
});
afterAll(() => world?.stop());

const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

/** Which of our words stand in what was logged, and what else there looks like a key. */
const leaksIn = async (text: string, words: readonly unknown[]): Promise<string[]> => [
  ...words.filter((word) => typeof word === 'string' && word.length > 4 && text.includes(word)).map(String),
  ...(await secretsIn(text, 'log.json')).map(({ kind }) => kind),
];

describe('what a played call leaves in the logs', () => {
  const logged = () => world.lines.map(({ text }) => text).join('\n');
  const ofFunctions = () =>
    world.lines
      .filter(({ source }) => source.startsWith('function:'))
      .map(({ text }) => text)
      .join('\n');

  it('F-TEN-12: is none of the keys that were made for it', async () => {
    const keys = leaves(world.secret);

    expect(keys.length).toBeGreaterThan(7);
    expect(logged()).toContain('appointment.booked');
    expect(await leaksIn(logged(), keys)).toEqual([]);
    // The search finds one that somebody logs.
    expect(await leaksIn(`${logged()}\nasked with ${world.secret.telnyx.apiKey}`, keys)).toHaveLength(2);
  });

  it('is nothing personal, in what functions log', async () => {
    const { customer_name, address } = bookingArguments({ slot_id: '' }, business.customerPhone);
    const personal = [business.customerPhone, business.customerPhone.slice(2), customer_name, address];
    const owner = [business.business.owner.email, ...business.business.owner.phones];
    const [text] = business.sentTexts();

    expect(text?.text).toContain('Reply STOP');
    expect(await leaksIn(ofFunctions(), [...personal, ...owner, text?.text, 'My furnace is out'])).toEqual(
      [],
    );
  });
});

describe('what is deployed', () => {
  it('F-TEN-12: holds no secret, in templates and in bundles', async () => {
    const folder = await ensureAssembly(process.cwd());

    const { stdout } = await promisify(execFile)('node', ['scripts/lint/secrets.ts', folder]);

    expect(stdout).toMatch(/^secrets: [2-9]\d files, 0 findings\n$/);
  });
});

describe('the access patterns', () => {
  it('describe every request that functions made to the table', () => {
    const ofTable = world.cloud.requests().filter(({ service }) => service === 'dynamodb');

    expect(new Set(ofTable.map(({ caller }) => caller)).size).toBeGreaterThan(6);
    expect(undeclared(world.cloud.requests())).toEqual([]);
  });
});

describe('the smoke check of a stage that is well [O6]', () => {
  // The command signs as of now, whenever that is.
  beforeAll(() => world.clock.set(0));

  const smoke = () =>
    promisify(execFile)('node', ['scripts/smoke.ts', '--url', world.cloud.apiUrl]).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, stdout }),
    );

  it('passes', async () => {
    expect(await smoke()).toMatchObject({ code: 0, stdout: expect.not.stringContaining('✗') });
  });

  it('does not pass before somebody has put the keys in', async () => {
    await world.cloud.updateSecret({});
    for (const name of world.cloud.functions.names()) await world.cloud.functions.restart(name);

    const { code, stdout } = await smoke();
    await world.cloud.updateSecret(world.secret);

    expect(code).toBe(1);
    expect(stdout).toContain("✗ /webhooks/stripe: fails (500): are the stage's keys in its secret?");
  });
});
