import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StageSecret } from '../../functions/contracts/secrets.ts';
import { connectStage } from '../../scripts/connect/connect-stage.ts';
import { placeOf } from '../../scripts/connect/find-place.ts';
import { askVendors, openConnection } from '../../scripts/connect/open-connection.ts';
import type { Mode } from '../../scripts/connect/settle.ts';
import { addressOf } from '../../scripts/local/world-address.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: 'memory' });
});
afterAll(() => world?.stop());

/** As the command does it on the local cloud that runs here. */
const connected = async (mode: Mode): Promise<Record<string, string>> => {
  const address = addressOf(world);
  const { gatewayUrl: endpoint, region, credentials } = address;
  const open = openConnection({
    name: 'here',
    ...placeOf(address),
    access: { endpoint, region, credentials },
  });
  try {
    const { stage, apiUrl, webUrl, urls } = open.place;
    const ask = askVendors(await open.secret.read(), urls);
    const { secret } = open;
    const outcomes = await connectStage({ stage, apiUrl, webUrl, secret, ask, mode, tell: () => undefined });
    StageSecret.parse(await secret.read());
    return Object.fromEntries(outcomes.map(({ title, state }) => [title, state]));
  } finally {
    open.close();
  }
};

describe('npm run connect on a cloud that runs [D13]', () => {
  it('finds what the local platform has, and makes its webhooks', async () => {
    const webhooks = ['Stripe: webhook', 'Resend: webhook'];

    const checked = await connected('check');
    expect(Object.keys(checked).filter((title) => checked[title] !== 'there')).toEqual(webhooks);

    expect(await connected('make')).toMatchObject(Object.fromEntries(webhooks.map((one) => [one, 'made'])));
    expect(new Set(Object.values(await connected('check')))).toEqual(new Set(['there']));
  });
});
