import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test, vi } from 'vitest';
import { platformOf } from '../../../functions/adapters/secrets/platform-of.ts';
import {
  anyLiveKey,
  bookingFeePrice,
  codeKeys,
  offerKeys,
  stageSecret,
} from '../../../functions/adapters/secrets/stage-secret.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aClock } from '../../support/builders.ts';
import { aStageSecret } from '../../support/secrets.ts';

/** A vault that holds a secret with these Retell keys, or answers nothing while it is closed. */
const aVault = (...apiKeys: string[]) => {
  const vault = { apiKeys, isClosed: false, reads: 0 };
  const send = async () => {
    vault.reads += 1;
    if (vault.isClosed) throw new Error('vault closed');
    return { SecretString: JSON.stringify(aStageSecret({ retell: { apiKeys: vault.apiKeys } })) };
  };
  return Object.assign(vault, { client: { send } as unknown as SecretsManagerClient });
};

const signedWith = (secrets: ReturnType<typeof stageSecret>, key: string) =>
  anyLiveKey(
    secrets,
    ({ retell }) => retell.apiKeys,
    (known) => known === key,
  );

test('reads the secret once, however many ask', async () => {
  const vault = aVault('old');
  const secrets = stageSecret('secret', aClock(), vault.client);

  const accepted = await Promise.all([signedWith(secrets, 'old'), signedWith(secrets, 'old')]);

  expect(accepted).toEqual([true, true]);
  expect(vault.reads).toBe(1);
});

test('knows a key that was changed a second after the first read', async () => {
  const vault = aVault('old');
  const clock = aClock();
  const secrets = stageSecret('secret', clock, vault.client);

  await secrets.read();
  vault.apiKeys = ['new', 'old'];
  clock.pass(1_000);

  expect(await signedWith(secrets, 'new')).toBe(true);
});

test('reads again at most every ten seconds, whatever strangers sign with', async () => {
  const vault = aVault('old');
  const clock = aClock();
  const secrets = stageSecret('secret', clock, vault.client);

  for (let second = 0; second < 20; second += 1) {
    expect(await signedWith(secrets, 'stranger')).toBe(false);
    clock.pass(1_000);
  }

  expect(vault.reads).toBe(3);
});

test('a stranger who asks while the vault is closed costs nobody a call', async () => {
  const vault = aVault('old');
  const secrets = stageSecret('secret', aClock(), vault.client);
  await secrets.read();
  vault.isClosed = true;

  await expect(signedWith(secrets, 'stranger')).rejects.toThrow('vault closed');

  expect(await signedWith(secrets, 'old')).toBe(true);
});

test('a refresh that a stranger asked for holds nobody up whose key is known', async () => {
  const vault = aVault('old');
  const secrets = stageSecret('secret', aClock(), vault.client);
  await secrets.read();
  let close: (error: Error) => void = () => undefined;
  vault.client.send = () => new Promise((_, reject) => (close = reject));

  const stranger = signedWith(secrets, 'stranger');
  await vi.waitFor(() => expect(close).not.toHaveLength(0));
  const known = await signedWith(secrets, 'old');
  close(new Error('the vault hangs'));

  expect(known).toBe(true);
  await expect(stranger).rejects.toThrow('the vault hangs');
});

test('two who bring a new key at once both wait for the one refresh', async () => {
  const vault = aVault('old');
  const secrets = stageSecret('secret', aClock(), vault.client);
  await secrets.read();
  vault.apiKeys = ['new', 'old'];

  expect(await Promise.all([signedWith(secrets, 'new'), signedWith(secrets, 'new')])).toEqual([true, true]);
  expect(vault.reads).toBe(2);
});

test('a first read that failed is tried again by the next', async () => {
  const vault = aVault('old');
  const secrets = stageSecret('secret', aClock(), vault.client);
  vault.isClosed = true;
  await expect(secrets.read()).rejects.toThrow('vault closed');
  vault.isClosed = false;

  expect(await signedWith(secrets, 'old')).toBe(true);
});

test('does not repeat a secret that is no JSON in its error', async () => {
  const client = { send: async () => ({ SecretString: 'sk_live_51abc' }) } as unknown as SecretsManagerClient;

  const failure = stageSecret('secret', aClock(), client).read();

  await expect(failure).rejects.toThrow(/^the stage secret is not JSON$/);
  await expect(failure).rejects.not.toHaveProperty('cause');
});

test('offers go on with the keys that are known while the vault is closed', async () => {
  const vault = aVault('old');
  const keys = offerKeys(stageSecret('secret', aClock(), vault.client));
  const known = await keys();
  vault.isClosed = true;

  expect(await keys('fresh')).toEqual(known);
  expect(vault.reads).toBe(2);
});

test("a key that was taken away is nobody's after ten minutes", async () => {
  const vault = aVault('leaked');
  const clock = aClock();
  const secrets = stageSecret('secret', clock, vault.client);
  await secrets.read();
  vault.apiKeys = ['new'];

  clock.pass(10 * 60_000 - 1);
  expect(await signedWith(secrets, 'leaked')).toBe(true);
  clock.pass(1);
  expect(await signedWith(secrets, 'leaked')).toBe(false);
});

test('what was known stays known for as long as the vault is closed', async () => {
  const vault = aVault('old');
  const clock = aClock();
  const secrets = stageSecret('secret', clock, vault.client);
  await secrets.read();
  vault.isClosed = true;
  clock.pass(60 * 60_000);

  expect(await signedWith(secrets, 'old')).toBe(true);
});

test('a vault that never answers is given up while the caller still waits', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);

  const failure = stageSecret('secret', aClock()).read();

  await expect(failure).rejects.toMatchObject({ name: 'TimeoutError' });
  vi.unstubAllEnvs();
  silent.closeAllConnections();
  silent.close();
}, 9_000);

test('a secret from before codes were sent still answers calls, and says what it lacks where a code is asked for', async () => {
  const { codes: _, ...older } = aStageSecret();
  const send = async () => ({ SecretString: JSON.stringify(older) });
  const client = { send } as unknown as SecretsManagerClient;
  const secrets = stageSecret('secret', aClock(), client);

  expect(await offerKeys(secrets)()).toEqual(older.offers.keys);
  await expect(codeKeys(secrets)()).rejects.toThrow('the stage secret has no codes');
});

test('knows the price of a booking as soon as the stage is connected, and says so where it is not', async () => {
  let platform: typeof LOCAL_PLATFORM | undefined;
  const send = async () => ({ SecretString: JSON.stringify({ ...aStageSecret(), platform }) });
  const clock = aClock();
  const priceOf = bookingFeePrice(stageSecret('secret', clock, { send } as unknown as SecretsManagerClient));

  await expect(priceOf()).rejects.toThrow('the stage secret has no platform: run npm run connect');
  platform = LOCAL_PLATFORM;
  clock.pass(11_000);

  expect(await priceOf()).toBe(LOCAL_PLATFORM.bookingFeePrice);
});

test('knows what the platform has as soon as the stage is connected, and blames no vendor where it is not', async () => {
  let platform: typeof LOCAL_PLATFORM | undefined;
  const send = async () => ({ SecretString: JSON.stringify({ ...aStageSecret(), platform }) });
  const clock = aClock();
  const secrets = stageSecret('secret', clock, { send } as unknown as SecretsManagerClient);

  await expect(platformOf(secrets)).rejects.toMatchObject({
    code: 'vendor_unavailable',
    facts: { because: 'platform_not_connected' },
  });
  platform = LOCAL_PLATFORM;
  clock.pass(11_000);

  expect(await platformOf(secrets)).toEqual(LOCAL_PLATFORM);
});
