import { expect, test } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { beginSignIn, finishSignIn, refreshSignIn } from '../../../functions/domain/operator/sign-in.ts';
import { admission } from '../../../functions/domain/person/admission.ts';
import type { Circle, Person, Session } from '../../../functions/domain/person/person.ts';
import type { SignInStep } from '../../../functions/domain/person/ports.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';

const personId = PersonId.parse('00000000-0000-4000-8000-000000000001');
const since = new Date(NOW).toISOString();
const SESSION: Session = { id: 'session', personId, since, endsAt: since };
const TOKENS = { accessToken: 'token', expiresInSeconds: 900 };
const SIGNED_IN = { kind: 'signed-in', tokens: TOKENS, session: SESSION } as const;
const OTTO: Person = {
  v: 1,
  id: personId,
  circle: 'operators',
  email: 'otto@operators.example',
  name: 'Otto',
  state: 'active',
  hasTotp: false,
  since,
};

/** A pool that answers so, and our own rows. */
const aPool = (
  step: SignInStep,
  person: Person | undefined = OTTO,
  kept: Session | undefined = undefined,
) => {
  const noted: string[] = [];
  const begun: Session[] = [];
  const deps = {
    accounts: { signIn: async () => step, answerTotp: async () => step, refresh: async () => SIGNED_IN },
    people: {
      find: async () => person,
      setTotp: async () => void noted.push('app'),
      begin: async (session: Session) => {
        noted.push('session');
        begun.push(session);
      },
      standing: async () => ({ person, session: kept, role: undefined }),
    },
  };
  return { deps, noted, begun };
};

test('a pool that lets somebody in by a password alone is not believed', async () => {
  const { deps, begun } = aPool(SIGNED_IN);

  await expect(beginSignIn(deps)('otto@operators.example', 'password')).rejects.toMatchObject({
    code: 'totp_needed',
  });
  expect(begun).toEqual([]);
});

test('what a password begins is a challenge and no session', async () => {
  const step = { kind: 'totp-to-set-up', challenge: 'challenge', secret: 'secret' } as const;
  const { deps, begun } = aPool(step);

  expect(await beginSignIn(deps)('otto@operators.example', 'password')).toEqual(step);
  expect(begun).toEqual([]);
});

test('the code of an app begins a session that says so, and the app is noted once', async () => {
  const first = aPool(SIGNED_IN);
  const later = aPool(SIGNED_IN, { ...OTTO, hasTotp: true });

  expect(await finishSignIn(first.deps)('challenge', '123456')).toEqual(SIGNED_IN);
  await finishSignIn(later.deps)('challenge', '123456');

  expect(first.begun).toEqual([{ ...SESSION, byTotp: true }]);
  expect([first.noted, later.noted]).toEqual([['app', 'session'], ['session']]);
});

test.each([
  ['nobody of ours', undefined],
  ['a disabled operator', { ...OTTO, state: 'disabled' }],
  ['an owner', { ...OTTO, circle: 'owners' }],
] as const)('%s has no session, whatever the pool says', async (_, person) => {
  const { deps, begun } = aPool(SIGNED_IN);
  const people = { ...deps.people, find: async () => person };

  await expect(finishSignIn({ ...deps, people })('challenge', '123456')).rejects.toMatchObject({
    code: 'wrong_credentials',
  });
  expect(begun).toEqual([]);
});

test('a session goes on that an app has begun, and no other', async () => {
  const byTotp = { ...SESSION, byTotp: true } as const;

  expect(await refreshSignIn(aPool(SIGNED_IN, OTTO, byTotp).deps)('refresh')).toEqual(TOKENS);
  for (const [person, kept] of [
    [OTTO, SESSION],
    [OTTO, undefined],
    [{ ...OTTO, state: 'disabled' }, byTotp],
    [{ ...OTTO, circle: 'owners' }, byTotp],
  ] as const)
    await expect(refreshSignIn(aPool(SIGNED_IN, person, kept).deps)('refresh')).rejects.toMatchObject({
      code: 'session_ended',
    });
});

const admitted = (circle: Circle, person: Person, session: Session | undefined) =>
  admission({ standing: async () => ({ person, session, role: undefined }) }, circle, { now: () => NOW })({
    personId,
    sessionId: 'session',
  });

test('an operator passes by a session that an app has begun, and is told what is missing of another', async () => {
  await expect(admitted('operators', OTTO, { ...SESSION, byTotp: true })).resolves.toMatchObject({
    person: OTTO,
  });
  await expect(admitted('operators', OTTO, SESSION)).rejects.toMatchObject({ code: 'totp_needed' });
  await expect(admitted('owners', { ...OTTO, circle: 'owners' }, SESSION)).resolves.toBeDefined();
});

test.each([
  ['owners', OTTO, { ...SESSION, byTotp: true }],
  ['operators', { ...OTTO, circle: 'owners' }, { ...SESSION, byTotp: true }],
  ['operators', { ...OTTO, state: 'disabled' }, { ...SESSION, byTotp: true }],
  ['operators', OTTO, undefined],
] as const)(
  'nobody passes among %s who is of another circle, disabled or signed out',
  async (circle, person, session) => {
    await expect(admitted(circle, person, session)).rejects.toMatchObject({ code: 'session_ended' });
  },
);

test('a disabled operator passes for less than a minute in a container that has just seen them', async () => {
  let now = NOW;
  let person: Person = OTTO;
  const standing = async () => ({ person, session: { ...SESSION, byTotp: true as const }, role: undefined });
  const admit = admission({ standing }, 'operators', { now: () => now });
  const bearer = { personId, sessionId: 'session' };
  await admit(bearer);
  person = { ...OTTO, state: 'disabled' };

  now = NOW + 59_999;
  await expect(admit(bearer)).resolves.toBeDefined();
  now = NOW + 60_000;
  await expect(admit(bearer)).rejects.toMatchObject({ code: 'session_ended' });
});
