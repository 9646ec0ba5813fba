import { ApiProblem } from '../../../functions/contracts/api/client.ts';
import type { SignInOutcome, SignInPort, Tokens } from './sign-in-port.ts';

export type SessionState =
  | { readonly is: 'signed-in' }
  /** `hasLeft`: they signed out here, and it was not ended for them. */
  | { readonly is: 'signed-out'; readonly hasLeft: boolean };

export type Session = {
  readonly signIn: SignInPort;
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Takes what a sign-in ended with. */
  begin(outcome: Extract<SignInOutcome, { outcome: 'signed-in' }>): void;
  /** A token that holds for another minute; undefined where nobody is signed in. Rejects while there is no network. */
  freshToken(): Promise<string | undefined>;
  /** The API has refused a token before its time: of a session that was ended elsewhere. */
  refused(token: string | undefined): void;
  /** Ends it here even where the API cannot be told. */
  end(): Promise<void>;
  /** Another tab has signed in or out. */
  lookAgain(): void;
};

type Means = {
  readonly signIn: SignInPort;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** So that two tabs do not use one refresh token twice; browsers have it in secure places only. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly now: () => number;
};

/** The name under which a browser keeps it. */
export const KEPT = 'cloudgreet.session';
const MARGIN_MS = 60_000;

/**
 * Who is signed in at this browser. The refresh token is kept there, so that an app on a telephone stays signed in; the
 * access token, of minutes, is in memory only.
 */
export const createSession = ({ signIn, storage, locks, now }: Means): Session => {
  const listeners = new Set<() => void>();
  const SIGNED_IN = { is: 'signed-in' } as const;
  const ENDED = { is: 'signed-out', hasLeft: false } as const;
  const LEFT = { is: 'signed-out', hasLeft: true } as const;
  let hasLeft = false;
  /** `of`: the refresh token that is kept with it. */
  let access: { readonly token: string; readonly untilMs: number; readonly of: string | null } | undefined;
  let running: Promise<string | undefined> | undefined;

  const state = (): SessionState => {
    if (storage.getItem(KEPT) !== null) return SIGNED_IN;
    return hasLeft ? LEFT : ENDED;
  };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const keep = ({ accessToken, expiresInSeconds, refreshToken }: Tokens): string => {
    if (refreshToken !== undefined) storage.setItem(KEPT, refreshToken);
    access = { token: accessToken, untilMs: now() + expiresInSeconds * 1000, of: storage.getItem(KEPT) };
    return accessToken;
  };
  const forget = (): void => {
    access = undefined;
    storage.removeItem(KEPT);
    tell();
  };

  const renew = async (): Promise<string | undefined> => {
    // Read inside the lock: another tab may have a newer one by now.
    const refreshToken = storage.getItem(KEPT);
    if (refreshToken === null) return undefined;
    try {
      const tokens = await signIn.refresh(refreshToken);
      // Meanwhile somebody has signed out, or in as somebody else: this is for whoever asked, who is gone.
      return storage.getItem(KEPT) === refreshToken ? keep(tokens) : undefined;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'session_ended') throw error;
      if (storage.getItem(KEPT) === refreshToken) forget();
      return undefined;
    }
  };
  const renewAlone = async (): Promise<string | undefined> =>
    locks ? await locks.request(KEPT, renew) : renew();
  /** One renewal for all who wait for it; each hears by itself that it failed. */
  const renewOnce = (): Promise<string | undefined> => {
    running ??= renewAlone().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    signIn,
    state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin({ tokens }) {
      // Whoever was signed in here is not anymore, and nothing of theirs is to be shown to who comes in.
      if (state() === SIGNED_IN) forget();
      hasLeft = false;
      keep(tokens);
      tell();
    },
    async freshToken() {
      if (state() !== SIGNED_IN) return undefined;
      // Another tab may have signed in as somebody else before this one listened.
      const isTheirs = access?.of === storage.getItem(KEPT);
      if (access && isTheirs && access.untilMs > now() + MARGIN_MS) return access.token;
      return renewOnce();
    },
    refused(token) {
      // A late answer to a token that has been renewed meanwhile says nothing of the new one.
      if (access && access.token !== token) return;
      access = undefined;
      renewOnce().catch(() => undefined);
    },
    async end() {
      const token = access?.token;
      hasLeft = true;
      forget();
      if (token === undefined) return;
      await signIn.signOut(token).catch(() => undefined);
    },
    lookAgain() {
      access = undefined;
      tell();
    },
  };
};
