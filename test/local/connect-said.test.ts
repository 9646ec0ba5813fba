import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isConnected } from '../../scripts/connect/connect-stage.ts';
import { manualSteps } from '../../scripts/connect/manual-steps.ts';
import { askVendors } from '../../scripts/connect/open-connection.ts';
import type { Outcome } from '../../scripts/connect/settle.ts';
import { tellOutcome, tellOutcomes } from '../../scripts/connect/tell-outcomes.ts';
import { type NewAccounts, startNewAccounts, statesOf } from './connecting.ts';

let world: NewAccounts;
beforeEach(async () => {
  world = await startNewAccounts();
  await world.connect('make');
});
afterEach(() => world.stop());

const notesOf = (outcomes: readonly Outcome[], title: string): readonly string[] =>
  outcomes.find((one) => one.title === title)?.notes ?? [];
const trunk = () => world.telnyx.platformObjects().trunks[0];

describe('what npm run connect says [D13]', () => {
  it('names what a vendor refuses, goes on with the others, and waits with the secret', async () => {
    const secret = world.kept.now();
    const { platform: _none, ...without } = secret;
    world.kept.put({ ...without, telnyx: { ...secret.telnyx, apiKey: `KEY${'0'.repeat(32)}` } });

    const outcomes = await world.connect('make');

    expect(isConnected(outcomes)).toBe(false);
    expect(notesOf(outcomes, 'Telnyx: verify profile')[0]).toMatch(
      /^Telnyx does not let the stage's telnyx\.apiKey do this \(GET \/verify_profiles\): /,
    );
    expect(statesOf(outcomes)).toMatchObject({
      'Resend: webhook': 'there',
      'Telnyx: trunk': 'missing',
      "The stage's secret: platform": 'missing',
    });
    expect(world.kept.now().platform).toBeUndefined();
  });

  it('says which keys a stage lacks before anything is asked', () => {
    const { stripe: _none, ...secret } = world.kept.now();

    expect(() => askVendors({ ...secret, retell: { apiKeys: [] } }, world.urls)).toThrow(
      "The stage's secret lacks stripe.secretKey, retell.apiKeys: put them in by npm run secrets.",
    );
  });

  it('never says a secret, in whatever state things are', async () => {
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    await world.ask.telnyx('PATCH', `/fqdn_connections/${trunk()?.id}/fqdn_authentication`, {
      body: { user_name: 'cloudgreetdevother', password: 'something-else' },
    });
    const [endpoint] = (await world.books()).endpoints;
    await world.ask.stripe('POST', `/v1/webhook_endpoints/${endpoint?.id}`, {
      body: { metadata: { cloudgreet_secret: '' } },
    });
    const secrets = [world.kept.now()];

    for (const mode of ['check', 'make', 'mend'] as const) {
      const outcomes = await world.connect(mode);
      for (const outcome of outcomes) tellOutcome(say)(outcome);
      tellOutcomes(outcomes, manualSteps(world.kept.now()), { mode, say });
      secrets.push(world.kept.now());
    }

    const { monthlyPrice, ...ids } = secrets[0]?.platform ?? {};
    const known = new Set<unknown>([monthlyPrice, ...Object.values(ids)]);
    known.delete(ids.trunkUsername);
    known.delete(ids.trunkPassword);
    const hidden = secrets
      .flatMap((secret) => JSON.stringify(secret).match(/"[^"]{8,}"/g) ?? [])
      .map((quoted) => quoted.slice(1, -1))
      .filter((text) => !known.has(text) && !/^[a-zA-Z]+$/.test(text));
    expect(hidden.length).toBeGreaterThan(10);
    expect(hidden.filter((text) => lines.some((line) => line.includes(text)))).toEqual([]);
    expect(lines).toContain('All 15 are as they should be.');
  });

  it('lists what a person has to click, and no longer what is done', () => {
    const whats = (secret: unknown): readonly string[] => manualSteps(secret).map(({ what }) => what);
    const secret = world.kept.now();

    expect(whats({ ...secret, telnyx: { apiKey: 'KEY1' } })[0]).toContain('put telnyx.publicKeys');
    expect(whats(secret).join()).not.toContain('put telnyx.publicKeys');
    expect(whats(secret).join()).toContain('webhook badge');
  });
});
