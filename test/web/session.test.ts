import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../functions/contracts/api/client.ts';
import { otherTabs } from '../../web/src/session/other-tabs.ts';
import { createSession, KEPT } from '../../web/src/session/session.ts';
import type { SignInPort, Tokens } from '../../web/src/session/sign-in-port.ts';

const tokens = (accessToken: string, refreshToken?: string): Tokens => ({
  accessToken,
  expiresInSeconds: 300,
  ...(refreshToken !== undefined && { refreshToken }),
});
const signedIn = (given: Tokens) => ({ outcome: 'signed-in', tokens: given }) as const;

/** A browser of one tab, and a renewal that is answered when the test says so. */
const aBrowser = (kept: Record<string, string> = {}) => {
  const stored = new Map(Object.entries(kept));
  const renewals: { with: string; answer: PromiseWithResolvers<Tokens> }[] = [];
  const session = createSession({
    signIn: {
      refresh: (refreshToken: string) => {
        const answer = Promise.withResolvers<Tokens>();
        renewals.push({ with: refreshToken, answer });
        return answer.promise;
      },
    } as SignInPort,
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
    locks: undefined,
    now: () => 0,
  });
  const heard: string[] = [];
  session.subscribe(() => heard.push(session.state().is));
  return { session, stored, renewals, heard };
};

const ended = new ApiProblem('refreshSession', 401, JSON.stringify({ title: 'session_ended' }));

describe('a session at a browser [C1]', () => {
  it('is over before the next begins, so that nobody sees what the one before has looked at', async () => {
    const { session, heard } = aBrowser();
    session.begin(signedIn(tokens('access-of-ann', 'ann')));
    session.begin(signedIn(tokens('access-of-bob', 'bob')));

    expect(heard).toEqual(['signed-in', 'signed-out', 'signed-in']);
    expect(await session.freshToken()).toBe('access-of-bob');
  });

  it('uses no token of who was here before, though nobody told it that another tab has let somebody else in', async () => {
    const { session, stored, renewals } = aBrowser();
    session.begin(signedIn(tokens('access-of-ann', 'ann')));
    stored.set(KEPT, 'bob');
    const asked = session.freshToken();
    renewals[0]?.answer.resolve(tokens('access-of-bob'));

    expect(renewals.map((renewal) => renewal.with)).toEqual(['bob']);
    expect(await asked).toBe('access-of-bob');
  });

  it('is not brought back by a renewal that is answered after somebody signed out', async () => {
    const { session, renewals, stored } = aBrowser({ [KEPT]: 'ann' });
    const asked = session.freshToken();
    await session.end();
    renewals[0]?.answer.resolve(tokens('access-of-ann', 'ann-2'));

    expect(await asked).toBeUndefined();
    expect(session.state().is).toBe('signed-out');
    expect([...stored]).toEqual([]);
  });

  it('of somebody is not replaced by a renewal that who was there before has asked for', async () => {
    const { session, renewals } = aBrowser({ [KEPT]: 'ann' });
    const asked = session.freshToken();
    session.begin(signedIn(tokens('access-of-bob', 'bob')));
    renewals[0]?.answer.resolve(tokens('access-of-ann', 'ann-2'));

    expect(await asked).toBeUndefined();
    expect(await session.freshToken()).toBe('access-of-bob');
  });

  it('tells whoever waits for a renewal that it failed, whoever began it', async () => {
    const { session, renewals } = aBrowser({ [KEPT]: 'ann' });
    session.refused(undefined);
    const asked = session.freshToken();
    renewals[0]?.answer.reject(new TypeError('Failed to fetch'));

    await expect(asked).rejects.toThrow('Failed to fetch');
    expect(renewals.map((one) => one.with)).toEqual(['ann']);
    expect(session.state().is).toBe('signed-in');
  });

  it('asks for no second token where an old one is refused late', async () => {
    const { session, renewals } = aBrowser({ [KEPT]: 'ann' });
    const asked = session.freshToken();
    renewals[0]?.answer.resolve(tokens('access-2', 'ann-2'));
    await asked;
    session.refused('access-1');

    expect(await session.freshToken()).toBe('access-2');
    expect(renewals.map((one) => one.with)).toEqual(['ann']);
  });

  it('says whether somebody has left or it was ended for them', async () => {
    const { session, renewals } = aBrowser({ [KEPT]: 'ann' });
    await session.end();
    expect(session.state()).toEqual({ is: 'signed-out', hasLeft: true });

    session.begin(signedIn(tokens('access-of-bob', 'bob')));
    session.refused('access-of-bob');
    const asked = session.freshToken();
    renewals[0]?.answer.reject(ended);
    await asked;
    expect(session.state()).toEqual({ is: 'signed-out', hasLeft: false });
  });

  it('is over here once it was ended elsewhere', async () => {
    const { session, renewals } = aBrowser({ [KEPT]: 'ann' });
    const asked = session.freshToken();
    renewals[0]?.answer.reject(ended);

    expect(await asked).toBeUndefined();
    expect(session.state().is).toBe('signed-out');
  });
});

describe('a session that tabs share [C1]', () => {
  const heardOf = (is: 'signed-in' | 'signed-out', key: string, newValue: string | null): string[] => {
    const done: string[] = [];
    const session = { state: () => ({ is, hasLeft: false }), lookAgain: () => void done.push('look again') };
    otherTabs(session, () => void done.push('reload'))({ key, newValue });
    return done;
  };

  it('has a page loaded anew where somebody else may have come in after who left', () => {
    expect(heardOf('signed-in', KEPT, null)).toEqual(['reload']);
  });

  it('is looked at again where it was ended or renewed', () => {
    expect(heardOf('signed-out', KEPT, null)).toEqual(['look again']);
    expect(heardOf('signed-in', KEPT, 'ann-2')).toEqual(['look again']);
    expect(heardOf('signed-in', 'mantine-color-scheme-value', null)).toEqual([]);
  });
});
