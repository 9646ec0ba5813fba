import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../functions/runtime/lambda-credentials.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the credentials of a function', () => {
  it('are what Lambda put into its environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');

    const credentials = await defaultProvider()();

    expect(credentials).toEqual({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('need no session token where there is none', async () => {
    vi.stubEnv('AWS_SESSION_TOKEN', '');

    expect(await defaultProvider()()).toEqual({ accessKeyId: 'test', secretAccessKey: 'test' });
  });

  it('are missed by name', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');

    await expect(defaultProvider()()).rejects.toThrow('missing environment variable AWS_SECRET_ACCESS_KEY');
  });
});
