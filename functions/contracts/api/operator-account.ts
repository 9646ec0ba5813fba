import * as z from 'zod';
import { PersonId, SignIn, Tokens } from './people.ts';
import type { RouteTable } from './route.ts';
import { code, email, instant, password, totp } from './shapes.ts';

/** Somebody who runs the product. */
export const OperatorShape = z
  .object({
    personId: PersonId,
    email: z.string(),
    name: z.string(),
    state: z.enum(['active', 'disabled']),
    hasTotp: z.boolean(),
    since: instant,
  })
  .meta({ id: 'Operator' });

const open = (why: string) => ({ who: 'anyone', why }) as const;
const TOKEN_IN_BODY = 'What it is given proves who asks; nobody is signed in yet.';
const operator = { who: 'operator' } as const;

/** Operators' own accounts. Nobody signs up: whoever is one was invited, and has an authenticator app. */
export const operatorAccountRoutes = {
  acceptOperatorInvitation: {
    method: 'POST',
    at: '/v1/operator/invitations/accept',
    summary:
      'Become an operator, with the code that was sent; an authenticator app is set up at the first sign-in',
    access: open(TOKEN_IN_BODY),
    body: z.strictObject({ email, code, password }),
    cost: 10,
    status: 201,
    answer: z.object({ personId: PersonId }),
    refuses: ['code_invalid', 'password_weak'],
  },
  forgetOperatorPassword: {
    method: 'POST',
    at: '/v1/operator/password/forgotten',
    summary: 'Send a code for a new password; the answer is the same whether there is an account',
    access: open('Who has forgotten the password cannot sign in; only the address itself hears more.'),
    body: z.strictObject({ email }),
    cost: 30,
    mails: true,
    status: 202,
    refuses: ['daily_cap_reached'],
  },
  resetOperatorPassword: {
    method: 'POST',
    at: '/v1/operator/password/reset',
    summary:
      'Set a new password, with the code that was sent, and end every session; the authenticator app stays',
    access: open(TOKEN_IN_BODY),
    body: z.strictObject({ email, code, password }),
    cost: 10,
    status: 204,
    refuses: ['code_invalid', 'password_weak'],
  },
  signInOperator: {
    method: 'POST',
    at: '/v1/operator/sessions',
    summary: 'Begin to sign in: a password alone never suffices',
    access: open(TOKEN_IN_BODY),
    body: z.strictObject({ email, password: z.string().min(1).max(256) }),
    cost: 10,
    status: 200,
    answer: SignIn,
    refuses: ['wrong_credentials', 'totp_needed', 'too_many_requests'],
  },
  answerOperatorTotp: {
    method: 'POST',
    at: '/v1/operator/sessions/totp',
    summary: 'Go on with signing in, by the code of an authenticator app',
    access: open(TOKEN_IN_BODY),
    body: z.strictObject({ challenge: z.string().min(1).max(4096), code: totp }),
    cost: 10,
    status: 200,
    answer: SignIn,
    refuses: ['code_invalid', 'wrong_credentials'],
  },
  refreshOperatorSession: {
    method: 'POST',
    at: '/v1/operator/sessions/refresh',
    summary: 'Get a new access token',
    access: open(TOKEN_IN_BODY),
    body: z.strictObject({ refreshToken: z.string().min(1).max(4096) }),
    status: 200,
    answer: Tokens,
    refuses: ['session_ended'],
  },
  signOutOperator: {
    method: 'DELETE',
    at: '/v1/operator/session',
    summary: 'End this session',
    access: operator,
    status: 204,
    refuses: [],
  },
  signOutOperatorEverywhere: {
    method: 'DELETE',
    at: '/v1/operator/sessions',
    summary: 'End all my sessions',
    access: operator,
    status: 204,
    refuses: [],
  },
  showOperator: {
    method: 'GET',
    at: '/v1/operator/me',
    summary: 'Who I am',
    access: operator,
    status: 200,
    answer: OperatorShape.pick({ personId: true, email: true, name: true, hasTotp: true }).meta({
      id: 'OperatorMe',
    }),
    refuses: [],
  },
} as const satisfies RouteTable;
