import { randomUUID } from 'node:crypto';
import { parsedSecret } from '../../functions/adapters/secrets/kept-secret.ts';
import { ORIGIN_SECRET_FIELD, originSecretsIn } from '../../functions/contracts/origin-secret.ts';
import { livesTwice, secretSettings } from '../../functions/domain/health/settings-of.ts';
import type { Say } from '../stage/say.ts';
import type { OpenSecret } from './open-secret.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a setting holds now, newest first, and what it shall hold; nothing: it stays as it is. */
type Change = {
  readonly name: string;
  readonly to: (live: readonly string[]) => readonly string[] | undefined;
  readonly done: (live: readonly string[]) => string;
  readonly otherwise: string;
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A new stage's secret is one word of chance. What looks like ours and cannot be read is for a person to mend. */
const fieldsIn = (text: string): Fields => {
  const parsed = parsedSecret(text);
  if (isFields(parsed)) return parsed;
  if (/^\s*[{[]/.test(text))
    throw new Error('The secret is no JSON object any more: mend it by hand, nothing was changed.');
  return {};
};

/** Its two live versions stand in one text, because a deployment reads it as one. */
const isJoined = (name: string): boolean => name === ORIGIN_SECRET_FIELD;

const mayHaveTwo = (name: string): boolean => livesTwice(name) || isJoined(name);

const liveIn = (fields: Fields, name: string): readonly string[] => {
  const held = name.split('.').reduce<unknown>((at, part) => (isFields(at) ? at[part] : undefined), fields);
  if (isJoined(name) && typeof held === 'string') return originSecretsIn(held);
  return [held].flat().filter((one): one is string => typeof one === 'string' && one !== '');
};

const inPlace = (fields: Fields, [part = '', ...rest]: readonly string[], value: unknown): Fields => ({
  ...fields,
  [part]: rest.length === 0 ? value : inPlace(isFields(fields[part]) ? fields[part] : {}, rest, value),
});

/** The secret with one setting changed, and everything else as it is, what this version does not know included. */
const withSetting = (fields: Fields, name: string, live: readonly string[]): Fields =>
  inPlace(
    { v: 1, ...fields },
    name.split('.'),
    isJoined(name) ? live.join(',') : livesTwice(name) ? live : live[0],
  );

const TRIES = 5;

/**
 * Changes one setting of a stage's secret, in the place of the version that was read and of no other: what somebody else
 * changed meanwhile is read, and changed again from there. Says what was done and what is still missing, never a value.
 */
export const changeSecret = async (secret: OpenSecret, say: Say, change: Change): Promise<void> => {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { text, versionId } = await secret.readVersion();
    const fields = fieldsIn(text);
    const live = change.to(liveIn(fields, change.name));
    if (live === undefined) return say(change.otherwise);
    const made = withSetting(fields, change.name, live);
    if (!(await secret.replace(versionId, JSON.stringify(made), randomUUID()))) continue;
    say(change.done(live));
    const missing = secretSettings(made).filter(({ values }) => values.length === 0);
    if (missing.length > 0) say(`Still missing: ${missing.map((one) => one.setting).join(', ')}.`);
    return;
  }
  throw new Error(`Others changed the secret ${TRIES} times meanwhile; nothing was changed: try again.`);
};

/** The newest value of a setting. Of a key that may live twice the last newest one stays, an older one goes. */
export const putting = (name: string, value: string): Change => ({
  name,
  to(live) {
    if (live[0] === value) return undefined;
    return mayHaveTwo(name) ? [value, ...live.filter((one) => one !== value)].slice(0, 2) : [value];
  },
  done: (live) =>
    live.length === 2
      ? `${name} is changed; the one before is still accepted until \`retire ${name}\`.`
      : `${name} is set.`,
  otherwise: `${name} is that already; nothing was changed.`,
});

/** Takes the older of two live keys away. Throws a sentence for a setting that never has two. */
export const retiring = (name: string): Change => {
  if (!mayHaveTwo(name)) throw new Error(`${name} has one value at a time: put another one in its place.`);
  return dropping(name);
};

const dropping = (name: string): Change => ({
  name,
  to: (live) => (live.length > 1 ? live.slice(0, 1) : undefined),
  done: () => `${name}: the older one is gone, and accepted until functions read the secret again.`,
  otherwise: `${name} has no older one; nothing was changed.`,
});
