import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StageSecret } from '../../functions/contracts/secrets.ts';
import { isConnected } from '../../scripts/connect/connect-stage.ts';
import { fingerprintOf } from '../../scripts/connect/stripe.ts';
import { STRIPE_EVENTS } from '../../scripts/connect/stripe-events.ts';
import { API_URL, type NewAccounts, ONE_OF_EVERYTHING, startNewAccounts, statesOf } from './connecting.ts';

let world: NewAccounts;
beforeEach(async () => {
  world = await startNewAccounts();
});
afterEach(() => world.stop());

describe('npm run connect [D13]', () => {
  it('makes one of everything at each vendor, and a secret that functions can read', async () => {
    const outcomes = await world.connect('make');

    expect(outcomes.filter(({ state }) => state !== 'made')).toEqual([
      { title: 'Retell: key', state: 'there', notes: [] },
    ]);
    expect(isConnected(outcomes)).toBe(true);
    expect(await world.counted()).toEqual(ONE_OF_EVERYTHING);
    expect(StageSecret.safeParse(world.kept.now()).error).toBeUndefined();
  });

  it('finds everything there the second time, and asks for nothing but to look', async () => {
    await world.connect('make');
    const before = JSON.stringify(world.kept.now());
    const counted = [world.stripe, world.telnyx, world.resend].map((one) => one.received().length);

    const outcomes = await world.connect('make');

    expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['there']));
    expect(JSON.stringify(world.kept.now())).toBe(before);
    const later = [world.stripe, world.telnyx, world.resend].flatMap((one, index) =>
      one.received().slice(counted[index]),
    );
    expect(new Set(later.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('changes nothing when it is to check, and says what is missing', async () => {
    const before = JSON.stringify(world.kept.now());

    const outcomes = await world.connect('check');

    expect(isConnected(outcomes)).toBe(false);
    expect(statesOf(outcomes)).toMatchObject({
      'Stripe: webhook': 'missing',
      'Telnyx: trunk': 'missing',
      'Retell: key': 'there',
      "The stage's secret: platform": 'missing',
    });
    expect(JSON.stringify(world.kept.now())).toBe(before);
    expect(Object.values(await world.counted())).toEqual(Object.values(ONE_OF_EVERYTHING).map(() => 0));
  });

  it('keeps what Stripe and Resend sign with, and notes only a fingerprint at Stripe', async () => {
    await world.connect('make');

    const secret = world.kept.now();
    const [endpoint] = (await world.books()).endpoints;
    const [kept] = (secret.stripe?.webhookSecrets ?? []) as string[];
    expect(endpoint).toMatchObject({
      url: `${API_URL}/webhooks/stripe`,
      api_version: '2026-10-28.endive',
      metadata: { cloudgreet_stage: 'dev', cloudgreet_secret: fingerprintOf(String(kept)) },
    });
    expect([...(endpoint?.enabled_events ?? [])].sort()).toEqual([...STRIPE_EVENTS].sort());
    expect(secret.resend?.webhookSecrets).toEqual([world.resend.endpoints()[0]?.signing_secret]);
  });

  it('leads the trunk to the voice vendor, and lets it out with the password that is kept', async () => {
    await world.connect('make');

    const { trunks, addresses, profiles } = world.telnyx.platformObjects();
    const { platform } = world.kept.now();
    expect(trunks[0]).toMatchObject({
      connection_name: 'cloudgreet-dev',
      webhook_api_version: '2',
      webhook_event_url: `${API_URL}/webhooks/telnyx/voice`,
      inbound: { default_primary_fqdn_id: addresses[0]?.id },
      outbound: { outbound_voice_profile_id: profiles[0]?.id },
      fqdn_outbound_authentication: 'credential-authentication',
      user_name: platform?.trunkUsername,
      password: platform?.trunkPassword,
    });
    expect(addresses[0]).toMatchObject({ fqdn: 'sip.retellai.com', dns_record_type: 'srv' });
  });
});
