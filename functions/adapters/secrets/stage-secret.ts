import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { StageSecret } from '../../contracts/secrets.ts';
import type { Clock } from '../../runtime/clock.ts';

export type Secrets = {
  /** The stage's secret, at most ten minutes old where it can be read; a failed first read is tried again by the next caller. */
  read(): Promise<StageSecret>;
  /** A fresh read, at most once in ten seconds, for when a key that was live is no longer known here. */
  refresh(): Promise<StageSecret>;
};

const REFRESH_AT_MOST_EVERY_MS = 10_000;
/** A key that was taken away is nobody's after this, also in a container that lives for hours. */
const STALE_AFTER_MS = 10 * 60_000;

/** The error of a JSON parser quotes what it could not read, and errors are logged. */
const secretIn = (text: string | undefined): StageSecret => {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    throw new Error('the stage secret is not JSON');
  }
  return StageSecret.parse(value);
};

/** Somebody may be on the line: without this the client waits for ever. */
const secretsManager = () =>
  new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
  });

export const stageSecret = (secretId: string, clock: Clock, client = secretsManager()): Secrets => {
  /** What is known; the first read while it is under way. */
  let current: Promise<StageSecret> | undefined;
  /** The read under way: whoever needs fresh keys waits for it, whoever is content with the known ones does not. */
  let reading: Promise<StageSecret> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  /** The first read does not count: a key that is changed right after it must be found at once. */
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const fetchNow = (): Promise<StageSecret> => {
    if (reading) return reading;
    readAt = clock.now();
    const before = current;
    const now = client
      .send(new GetSecretValueCommand({ SecretId: secretId }))
      .then((answer) => secretIn(answer.SecretString));
    reading = now;
    current ??= now;
    // What was known stays known, meanwhile and if this fails: a stranger's signature must not cost anybody a call.
    now.then(
      () => {
        current = now;
        reading = undefined;
      },
      () => {
        current = before;
        reading = undefined;
      },
    );
    return now;
  };

  return {
    read() {
      const known = current;
      if (!known) return fetchNow();
      return Math.abs(clock.now() - readAt) < STALE_AFTER_MS ? known : fetchNow().catch(() => known);
    },
    refresh() {
      if (reading) return reading;
      if (current && Math.abs(clock.now() - refreshedAt) < REFRESH_AT_MOST_EVERY_MS) return current;
      refreshedAt = clock.now();
      return fetchNow();
    },
  };
};

/**
 * Tries the live keys, then once more after a fresh read of the secret: a key rotated a second ago must not lose a call.
 * `accepts` answers whether this key verifies the request.
 */
export const anyLiveKey = async (
  secrets: Secrets,
  keysOf: (secret: StageSecret) => readonly string[],
  accepts: (key: string) => boolean,
): Promise<boolean> => {
  const known = keysOf(await secrets.read());
  if (known.some(accepts)) return true;
  const fresh = keysOf(await secrets.refresh());
  return fresh.some((key) => !known.includes(key) && accepts(key));
};

const keysNow = async (secrets: Secrets, how: 'fresh' | undefined): Promise<StageSecret> => {
  const known = await secrets.read();
  return how === 'fresh' ? secrets.refresh().catch(() => known) : known;
};

/** The live keys of offers; `fresh`: as they are now, or as they were known where that cannot be read. */
export const offerKeys =
  (secrets: Secrets) =>
  async (how?: 'fresh'): Promise<readonly string[]> =>
    (await keysNow(secrets, how)).offers.keys;

/** Stripe's price of one booking. Throws where `npm run connect` has not put one in yet: nobody can be charged. */
export const bookingFeePrice = (secrets: Secrets) => async (): Promise<string> => {
  const { platform = (await secrets.refresh()).platform } = await secrets.read();
  if (!platform) throw new Error('the stage secret has no platform: run npm run connect');
  return platform.bookingFeePrice;
};

/**
 * The live keys of the codes that are sent by e-mail; `fresh` as in `offerKeys`. Throws where the stage has none yet:
 * nobody can be sent a code.
 */
export const codeKeys =
  (secrets: Secrets) =>
  async (how?: 'fresh'): Promise<readonly string[]> => {
    const { codes } = await keysNow(secrets, how);
    if (!codes) throw new Error('the stage secret has no codes: put keys for them in');
    return codes.keys;
  };
