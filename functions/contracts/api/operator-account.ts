import * as z from 'zod';
import { BY_PROOF, FORGOTTEN_PASSWORD, NEW_PASSWORD, REFRESH, SIGN_IN, TOTP_STEP } from './account-steps.ts';
import { PersonId } from './people.ts';
import type { RouteTable } from './route.ts';
import { code, email, instant, password } from './shapes.ts';

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

const operator = { who: 'operator' } as const;

/** Operators' own accounts. Nobody signs up: whoever is one was invited, and has an authenticator app. */
export const operatorAccountRoutes = {
  acceptOperatorInvitation: {
    method: 'POST',
    at: '/v1/operator/invitations/accept',
    summary:
      'Become an operator, with the code that was sent; an authenticator app is set up at the first sign-in',
    access: BY_PROOF,
    body: z.strictObject({ email, code, password }),
    cost: 10,
    status: 201,
    answer: z.object({ personId: PersonId }),
    refuses: ['code_invalid', 'password_weak'],
  },
  forgetOperatorPassword: { ...FORGOTTEN_PASSWORD, at: '/v1/operator/password/forgotten' },
  resetOperatorPassword: {
    ...NEW_PASSWORD,
    at: '/v1/operator/password/reset',
    summary:
      'Set a new password, with the code that was sent, and end every session; the authenticator app stays',
  },
  signInOperator: {
    ...SIGN_IN,
    at: '/v1/operator/sessions',
    summary: 'Begin to sign in: a password alone never suffices',
    refuses: ['wrong_credentials', 'totp_needed', 'too_many_requests'],
  },
  answerOperatorTotp: { ...TOTP_STEP, at: '/v1/operator/sessions/totp' },
  refreshOperatorSession: { ...REFRESH, at: '/v1/operator/sessions/refresh' },
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
