import { newUuid } from '../../../scripts/local/vendors/chance.ts';
import type { Chance } from '../kernel/chance.ts';

type User = { readonly sub: string; readonly email: string; password: string; isDisabled: boolean };
type SignIn = {
  readonly sub: string;
  readonly originJti: string;
  readonly authTime: number;
  readonly acceptedAt: number;
  isRevoked: boolean;
};

export type Claims = Readonly<Record<'sub' | 'origin_jti' | 'token_use', string>> & {
  readonly auth_time: number;
  readonly exp: number;
};

type Input = Readonly<Record<string, unknown>>;

const ACCESS_SECONDS = 3600;
const LONGEST_SESSION_MS = 30 * 86_400_000;

const refused = (name: string, message: string = name): Error => Object.assign(new Error(message), { name });
const coded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * A user pool, as much of it as the product asks for by a password: accounts, sign-in, refresh, sign-out everywhere. What
 * the local cloud has besides (TOTP, lock-outs, hashes, real signatures) waits for no other part and is tested there.
 */
export const createCognito = (now: () => number, chance: Chance) => {
  const users = new Map<string, User>();
  const subs = new Map<string, string>();
  const signIns = new Map<string, SignIn>();
  const issued = new Map<string, Claims>();

  const find = (name: unknown): User | undefined =>
    users.get(String(name)) ?? users.get(subs.get(String(name).toLowerCase()) ?? '');
  const get = (name: unknown): User => {
    const user = find(name);
    if (user === undefined) throw refused('UserNotFoundException', 'User does not exist.');
    return user;
  };

  const create = (address: unknown, password: string): User => {
    const email = String(address).toLowerCase();
    if (find(email)) throw refused('UsernameExistsException', 'User account already exists');
    const user: User = { sub: newUuid(chance), email, password, isDisabled: false };
    users.set(user.sub, user);
    subs.set(email, user.sub);
    return user;
  };

  const tokensOf = ({ sub, originJti, authTime }: SignIn) => {
    const at = Math.floor(now() / 1000);
    const claims: Claims = {
      sub,
      origin_jti: originJti,
      token_use: 'access',
      auth_time: authTime,
      exp: at + ACCESS_SECONDS,
    };
    const AccessToken = `${coded({ alg: 'none' })}.${coded({ ...claims, jti: chance.int(2 ** 31) })}.signed`;
    issued.set(AccessToken, claims);
    return { AccessToken, ExpiresIn: ACCESS_SECONDS };
  };

  const actions: Readonly<Record<string, (input: Input) => object>> = {
    AdminCreateUser: ({ Username }) => ({ User: { Username: create(Username, newUuid(chance)).sub } }),
    AdminGetUser: ({ Username }) => ({ Username: get(Username).sub }),
    AdminSetUserPassword({ Username, Password }) {
      get(Username).password = String(Password);
      return {};
    },
    AdminDisableUser({ Username }) {
      get(Username).isDisabled = true;
      return {};
    },
    AdminEnableUser({ Username }) {
      get(Username).isDisabled = false;
      return {};
    },
    AdminUserGlobalSignOut({ Username }) {
      const { sub } = get(Username);
      for (const signIn of signIns.values()) if (signIn.sub === sub) signIn.isRevoked = true;
      return {};
    },
    AdminInitiateAuth({ AuthFlow, AuthParameters }) {
      const { USERNAME, PASSWORD, REFRESH_TOKEN } = AuthParameters as Readonly<Record<string, string>>;
      if (AuthFlow === 'REFRESH_TOKEN_AUTH') {
        const signIn = signIns.get(String(REFRESH_TOKEN));
        if (signIn === undefined) throw refused('NotAuthorizedException', 'Invalid Refresh Token');
        if (signIn.isRevoked) throw refused('NotAuthorizedException', 'Refresh Token has been revoked');
        if (now() > signIn.authTime * 1000 + LONGEST_SESSION_MS)
          throw refused('NotAuthorizedException', 'Refresh Token has expired');
        if (get(signIn.sub).isDisabled) throw refused('NotAuthorizedException', 'User is disabled.');
        return { AuthenticationResult: tokensOf(signIn) };
      }
      const user = find(USERNAME);
      if (user?.password !== PASSWORD || user === undefined)
        throw refused('NotAuthorizedException', 'Incorrect username or password.');
      if (user.isDisabled) throw refused('NotAuthorizedException', 'User is disabled.');
      const RefreshToken = newUuid(chance);
      const authTime = Math.floor(now() / 1000);
      const signIn: SignIn = {
        sub: user.sub,
        originJti: newUuid(chance),
        authTime,
        acceptedAt: now(),
        isRevoked: false,
      };
      signIns.set(RefreshToken, signIn);
      return { AuthenticationResult: { ...tokensOf(signIn), RefreshToken } };
    },
  };

  return {
    /** One action as the service does it. Throws errors with Cognito's own names. */
    perform(action: string, input: Input): object {
      const act = actions[action];
      if (act === undefined) throw new Error(`the simulated user pool does not know ${action}`);
      return act(input);
    },
    /** An account that was made long ago. */
    enrolled: (email: string, password: string): string => create(email, password).sub,
    /** When a password was accepted for a session; undefined: there is none. */
    acceptedAt: (originJti: string): number | undefined =>
      [...signIns.values()].find((one) => one.originJti === originJti)?.acceptedAt,
    /** What API Gateway's authorizer makes of a token; undefined: it lets nobody in. */
    verified(token: string | undefined): Claims | undefined {
      const claims = token === undefined ? undefined : issued.get(token);
      return claims && claims.exp * 1000 > now() ? claims : undefined;
    },
  };
};

export type Cognito = ReturnType<typeof createCognito>;
