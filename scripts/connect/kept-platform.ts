import { randomBytes, randomUUID } from 'node:crypto';
import type { Platform } from '../../functions/contracts/platform.ts';
import { livesTwice } from '../../functions/domain/health/settings-of.ts';
import { changeSecret, putting } from '../secrets/change-secret.ts';
import type { OpenSecret } from '../secrets/open-secret.ts';
import type { KeptSecrets } from './stripe.ts';
import { loginPrefix, type TrunkLogin } from './telnyx.ts';
import { type Fields, fieldsOf } from './vendor-api.ts';

export type PlatformSecret = Pick<OpenSecret, 'read' | 'readVersion' | 'replace'>;

/** A setting as the secret has it now, newest first. */
export const liveIn = (secret: unknown, section: string, name: string): readonly string[] =>
  [fieldsOf(fieldsOf(secret)[section])[name]]
    .flat()
    .filter((one): one is string => typeof one === 'string' && one !== '');

/** The live secrets of one vendor's webhook. A new one is put before the last one, which stays accepted. */
export const webhookSecrets = (secret: PlatformSecret, section: 'stripe' | 'resend'): KeptSecrets => {
  const setting = `${section}.webhookSecrets`;
  if (!livesTwice(setting))
    throw new Error(`${setting} has one value at a time: it cannot be changed safely.`);
  return {
    live: async () => liveIn(await secret.read(), section, 'webhookSecrets'),
    put: (value) =>
      changeSecret({ ...secret, close: () => undefined }, () => undefined, putting(setting, value)),
  };
};

/** The name and the password are drawn together: who has the one has the other. */
export const newLogin = (stage: string): TrunkLogin => ({
  trunkUsername: `${loginPrefix(stage)}${randomBytes(6).toString('hex')}`,
  trunkPassword: randomBytes(24).toString('hex'),
});

export type PlatformIds = Omit<Platform, keyof TrunkLogin>;

/** What the secret says the platform has; nothing where it says none. */
export const keptPlatform = async (secret: PlatformSecret): Promise<Partial<Platform>> =>
  fieldsOf(fieldsOf(await secret.read()).platform) as Partial<Platform>;

const loginIn = ({ trunkUsername, trunkPassword }: Partial<Platform>): TrunkLogin | undefined =>
  trunkUsername && trunkPassword ? { trunkUsername, trunkPassword } : undefined;

const parsed = (text: string): Fields => {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    throw new Error('The secret is no JSON object: put the keys in first (npm run secrets).');
  }
};

const TRIES = 5;

/**
 * Writes the whole section at once, because functions refuse a secret with half of it. A login that is there stays:
 * numbers that were imported already leave by it. Answers what the secret has afterwards, and whether that is new.
 */
export const putPlatform = async (
  secret: PlatformSecret,
  ids: PlatformIds,
  stage: string,
): Promise<{ readonly platform: Platform; readonly isNew: boolean }> => {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { text, versionId } = await secret.readVersion();
    const fields = parsed(text);
    const before = fieldsOf(fields.platform) as Partial<Platform>;
    const platform = { ...before, ...ids, ...(loginIn(before) ?? newLogin(stage)) };
    const names = Object.keys(platform) as (keyof Platform)[];
    if (names.every((name) => before[name] === platform[name])) return { platform, isNew: false };
    const made = JSON.stringify({ v: 1, ...fields, platform });
    if (await secret.replace(versionId, made, randomUUID())) return { platform, isNew: true };
  }
  throw new Error(`Others changed the secret ${TRIES} times meanwhile: try again.`);
};
