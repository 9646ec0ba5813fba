import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../scripts/connect/settle.ts';
import { type NewAccounts, ONE_OF_EVERYTHING, startNewAccounts, statesOf } from './connecting.ts';

let world: NewAccounts;
beforeEach(async () => {
  world = await startNewAccounts();
  await world.connect('make');
});
afterEach(() => world.stop());

const notesOf = (outcomes: readonly Outcome[], title: string): readonly string[] =>
  outcomes.find((one) => one.title === title)?.notes ?? [];
const trunk = () => world.telnyx.platformObjects().trunks[0];

/** What three runs say of one thing: to check, to make, to mend. */
const told = async (title: string) => {
  const checked = await world.connect('check');
  const made = await world.connect('make');
  const mended = await world.connect('mend');
  const after = await world.connect('check');
  return {
    checked: [statesOf(checked)[title], ...notesOf(checked, title)],
    made: statesOf(made)[title],
    mended: statesOf(mended)[title],
    isRightAfter: after.every(({ state }) => state === 'there'),
  };
};

describe('npm run connect where somebody changed something [D13]', () => {
  it('tells which field differs, and changes it only when it is to mend', async () => {
    await world.ask.telnyx('PATCH', `/fqdn_connections/${trunk()?.id}`, {
      body: { webhook_api_version: '1' },
    });

    expect(await told('Telnyx: trunk')).toEqual({
      checked: ['drifted', 'webhook_api_version is 1, should be 2'],
      made: 'drifted',
      mended: 'mended',
      isRightAfter: true,
    });
    expect(trunk()?.inbound).toMatchObject({ default_primary_fqdn_id: expect.any(String) });
  });

  it('tells which event an endpoint lacks and which is too much', async () => {
    const [endpoint] = (await world.books()).endpoints;
    const events = (endpoint?.enabled_events ?? []).filter((one) => one !== 'customer.updated');
    await world.ask.stripe('POST', `/v1/webhook_endpoints/${endpoint?.id}`, {
      body: { enabled_events: [...events, 'charge.failed'] },
    });

    expect(await told('Stripe: webhook')).toEqual({
      checked: ['drifted', 'enabled_events lacks customer.updated and has charge.failed too much'],
      made: 'drifted',
      mended: 'mended',
      isRightAfter: true,
    });
  });

  it('puts another price in the place of one that costs something else, and the stage sells by that', async () => {
    const { products, prices } = await world.books();
    const of = prices.find(({ lookup_key }) => lookup_key === 'cloudgreet_monthly_v1');
    await world.ask.stripe('POST', '/v1/prices', {
      body: {
        product: products[0]?.id,
        currency: 'usd',
        unit_amount: 100,
        recurring: { interval: 'month' },
        lookup_key: 'cloudgreet_monthly_v1',
        transfer_lookup_key: true,
      },
    });

    const { checked, made, mended, isRightAfter } = await told('Stripe: price of a month');

    expect(checked).toEqual(['drifted', 'unit_amount is 100, should be 20000']);
    expect({ made, mended, isRightAfter }).toEqual({ made: 'drifted', mended: 'mended', isRightAfter: true });
    const selling = (await world.books()).prices.find(
      ({ id }) => id === world.kept.now().platform?.monthlyPrice,
    );
    expect(selling).toMatchObject({ unit_amount: 20_000, active: true, lookup_key: 'cloudgreet_monthly_v1' });
    expect(selling?.id).not.toBe(of?.id);
  });

  it('does not take what the secret names for right where the vendor has another', async () => {
    const secret = world.kept.now();
    world.kept.put({ ...secret, platform: { ...secret.platform, trunkId: '2000000000000000001' } });

    expect(await told("The stage's secret: platform")).toEqual({
      checked: ['drifted', 'trunkId is another one'],
      made: 'drifted',
      mended: 'mended',
      isRightAfter: true,
    });
    expect(world.kept.now()).toEqual(secret);
  });

  it('fills in what a version of before did not write, without being told to mend', async () => {
    const secret = world.kept.now();
    const { webUrl: _later, ...before } = secret.platform ?? {};
    world.kept.put({ ...secret, platform: before });

    expect(statesOf(await world.connect('make'))["The stage's secret: platform"]).toBe('mended');
    expect(world.kept.now()).toEqual(secret);
  });

  it('tells of a second one, and takes away the one that the stage does not use', async () => {
    const { profiles } = world.telnyx.platformObjects();
    await world.ask.telnyx('POST', '/outbound_voice_profiles', { body: { name: 'cloudgreet-dev' } });
    const second = world.telnyx.platformObjects().profiles.find(({ id }) => id !== profiles[0]?.id);

    expect(await told('Telnyx: outbound profile')).toEqual({
      checked: ['drifted', `${second?.id} is a second one`],
      made: 'drifted',
      mended: 'mended',
      isRightAfter: true,
    });
    expect(world.telnyx.platformObjects().profiles).toEqual(profiles);
  });

  it('leaves alone what only looks like ours: a stage whose name goes on, another address, no mark', async () => {
    await world.ask.telnyx('POST', '/outbound_voice_profiles', { body: { name: 'cloudgreet-dev2' } });
    await world.ask.telnyx('POST', '/fqdn_connections', { body: { connection_name: 'my cloudgreet-dev' } });
    await world.ask.resend('POST', '/webhooks', {
      body: { endpoint: 'https://other.example/webhooks/resend', events: ['email.sent'] },
    });
    const others = { cloudgreet_stage: 'dev2' };
    for (const metadata of [others, {}])
      await world.ask.stripe('POST', '/v1/webhook_endpoints', {
        body: { url: 'https://other.example/hook', enabled_events: ['*'], metadata },
      });

    const mended = await world.connect('mend');

    expect(mended.filter(({ state }) => state !== 'there')).toEqual([]);
    expect(await world.counted()).toEqual({
      ...ONE_OF_EVERYTHING,
      profiles: 2,
      trunks: 2,
      webhooks: 2,
      endpoints: 3,
    });
  });

  it("puts another endpoint in the place of one whose secret is not the stage's, when it is to mend", async () => {
    const secret = world.kept.now();
    world.kept.put({
      ...secret,
      stripe: { ...secret.stripe, webhookSecrets: ['whsec_put_in_by_hand_1', 'whsec_put_in_by_hand_2'] },
    });

    expect(await told('Stripe: webhook')).toEqual({
      checked: ['drifted', "the stage's secret holds another one's"],
      made: 'drifted',
      mended: 'replaced',
      isRightAfter: true,
    });
    expect(world.kept.now().stripe?.webhookSecrets).toEqual([expect.any(String), 'whsec_put_in_by_hand_1']);
    expect(await world.counted()).toEqual(ONE_OF_EVERYTHING);
  });

  it("takes Resend's secret from Resend where the stage has lost it, and makes nothing anew", async () => {
    const before = world.resend.endpoints();
    const secret = world.kept.now();
    world.kept.put({ ...secret, resend: { apiKey: secret.resend?.apiKey } });

    expect(statesOf(await world.connect('make'))['Resend: webhook']).toBe('mended');
    expect(world.kept.now()).toEqual(secret);
    expect(world.resend.endpoints()).toEqual(before);
  });

  it('gives the trunk its login again where somebody changed it, and says no name', async () => {
    const path = `/fqdn_connections/${trunk()?.id}/fqdn_authentication`;
    await world.ask.telnyx('PATCH', path, {
      body: { user_name: 'cloudgreetdevother', password: 'something-else' },
    });

    expect(await told('Telnyx: credentials of the trunk')).toEqual({
      checked: ['drifted', 'user_name is another one'],
      made: 'drifted',
      mended: 'mended',
      isRightAfter: true,
    });
    expect(trunk()?.password).toBe(world.kept.now().platform?.trunkPassword);
  });
});
