import * as z from 'zod';
import { code, email, password, totp } from './shapes.ts';

export const Tokens = z
  .object({
    accessToken: z.string(),
    expiresInSeconds: z.number().int(),
    refreshToken: z.string().optional(),
  })
  .meta({ id: 'Tokens' });

/** Signed in, or what is still asked for. */
export const SignIn = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('signed-in'), tokens: Tokens }),
    z.object({ outcome: z.literal('totp-needed'), challenge: z.string() }),
    z.object({
      outcome: z.literal('totp-to-set-up'),
      challenge: z.string(),
      secret: z.string().meta({ description: 'For an authenticator app' }),
    }),
  ])
  .meta({ id: 'SignIn' });

export const openTo = (why: string) => ({ who: 'anyone', why }) as const;
export const BY_PROOF = openTo('What it is given proves who asks; nobody is signed in yet.');

/** What accounts of owners and of operators have in common: a route of each begins with its own address. */
export const FORGOTTEN_PASSWORD = {
  method: 'POST',
  summary: 'Send a code for a new password; the answer is the same whether there is an account',
  access: openTo('Who has forgotten the password cannot sign in; only the address itself hears more.'),
  body: z.strictObject({ email }),
  cost: 30,
  mails: true,
  status: 202,
  refuses: ['daily_cap_reached'],
} as const;

export const NEW_PASSWORD = {
  method: 'POST',
  access: BY_PROOF,
  body: z.strictObject({ email, code, password }),
  cost: 10,
  status: 204,
  refuses: ['code_invalid', 'password_weak'],
} as const;

export const SIGN_IN = {
  method: 'POST',
  access: BY_PROOF,
  body: z.strictObject({ email, password: z.string().min(1).max(256) }),
  cost: 10,
  status: 200,
  answer: SignIn,
} as const;

export const TOTP_STEP = {
  method: 'POST',
  summary: 'Go on with signing in, by the code of an authenticator app',
  access: BY_PROOF,
  body: z.strictObject({ challenge: z.string().min(1).max(4096), code: totp }),
  cost: 10,
  status: 200,
  answer: SignIn,
  refuses: ['code_invalid', 'wrong_credentials'],
} as const;

export const REFRESH = {
  method: 'POST',
  summary: 'Get a new access token',
  access: BY_PROOF,
  body: z.strictObject({ refreshToken: z.string().min(1).max(4096) }),
  status: 200,
  answer: Tokens,
  refuses: ['session_ended'],
} as const;
