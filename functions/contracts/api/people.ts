import * as z from 'zod';
import { BusinessId, InvitationId } from '../ids.ts';
import {
  BY_PROOF,
  FORGOTTEN_PASSWORD,
  NEW_PASSWORD,
  openTo,
  REFRESH,
  SIGN_IN,
  TOTP_STEP,
} from './account-steps.ts';
import { NewBusiness } from './business-shapes.ts';
import { ANY_ROLE, OWNERS, Role, type RouteTable } from './route.ts';
import { code, email, instant, ofBusiness, password, totp, words } from './shapes.ts';
import { TRADE_PACKS_ROUTE } from './trade-packs.ts';

/** The account's id at Cognito. */
export const PersonId = z.uuid().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

const Membership = z.object({ businessId: BusinessId, role: Role, since: instant });

const Me = z
  .object({
    personId: PersonId,
    email: z.string(),
    name: z.string(),
    hasTotp: z.boolean(),
    memberships: z.array(Membership),
  })
  .meta({ id: 'Me' });

const Member = z
  .object({ personId: PersonId, email: z.string(), name: z.string(), role: Role, since: instant })
  .meta({ id: 'Member' });

const Invitation = z
  .object({
    id: InvitationId,
    email: z.string(),
    role: Role,
    invitedBy: PersonId,
    since: instant.meta({ description: 'When the code that holds was asked for' }),
    endsAt: instant,
  })
  .meta({ id: 'Invitation' });

const ofInvitation = ofBusiness.extend({ invitationId: InvitationId });
const ofMember = ofBusiness.extend({ personId: PersonId });

/** People and their membership: signing up, signing in, teams. */
export const peopleRoutes = {
  signUp: {
    method: 'POST',
    at: '/v1/sign-up',
    summary: 'Send a code to an address that wants an account; the answer is the same whether it has one',
    access: openTo('Whoever wants an account has none; only the address itself hears more.'),
    body: z.strictObject({ email, name: words(120) }),
    cost: 30,
    mails: true,
    status: 202,
    refuses: ['daily_cap_reached'],
  },
  confirmSignUp: {
    method: 'POST',
    at: '/v1/sign-up/confirm',
    summary: 'Make the account, with the code that was sent',
    access: BY_PROOF,
    body: z.strictObject({ email, code, password }),
    cost: 10,
    status: 201,
    answer: z.object({ personId: PersonId }),
    refuses: ['code_invalid', 'password_weak'],
  },
  forgetPassword: { ...FORGOTTEN_PASSWORD, at: '/v1/password/forgotten' },
  resetPassword: {
    ...NEW_PASSWORD,
    at: '/v1/password/reset',
    summary: 'Set a new password, with the code that was sent, and end every session',
  },
  signIn: { ...SIGN_IN, at: '/v1/sessions', summary: 'Sign in', refuses: ['wrong_credentials'] },
  answerTotp: { ...TOTP_STEP, at: '/v1/sessions/totp' },
  refreshSession: { ...REFRESH, at: '/v1/sessions/refresh' },
  signOut: {
    method: 'DELETE',
    at: '/v1/session',
    summary: 'End this session',
    access: { who: 'person' },
    status: 204,
    refuses: [],
  },
  signOutEverywhere: {
    method: 'DELETE',
    at: '/v1/sessions',
    summary: 'End all my sessions',
    access: { who: 'person' },
    status: 204,
    refuses: [],
  },
  showMe: {
    method: 'GET',
    at: '/v1/me',
    summary: 'Who I am, and where I am a member',
    access: { who: 'person' },
    status: 200,
    answer: Me,
    refuses: [],
  },
  beginTotp: {
    method: 'POST',
    at: '/v1/me/totp',
    summary: 'Get a secret for my authenticator app',
    access: { who: 'person' },
    status: 200,
    answer: z.object({ secret: z.string() }),
    refuses: [],
  },
  finishTotp: {
    method: 'PUT',
    at: '/v1/me/totp',
    summary: 'Ask for a code of my app at every sign-in from now on',
    access: { who: 'person' },
    body: z.strictObject({ code: totp }),
    status: 204,
    refuses: ['code_invalid'],
  },
  listTradePacks: { ...TRADE_PACKS_ROUTE, at: '/v1/trade-packs', access: { who: 'person' } },
  openBusiness: {
    method: 'POST',
    at: '/v1/businesses',
    summary: 'Open a business and become its owner; nobody can call it before it has a line',
    access: { who: 'person' },
    body: NewBusiness,
    creates: true,
    status: 201,
    answer: z.object({ id: BusinessId }),
    refuses: ['daily_cap_reached'],
  },
  listTeam: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/team',
    summary: 'Who is a member',
    access: { who: 'member', roles: ANY_ROLE },
    path: ofBusiness,
    status: 200,
    answer: z.object({ items: z.array(Member) }),
    refuses: [],
  },
  listInvitations: {
    method: 'GET',
    at: '/v1/businesses/{businessId}/team/invitations',
    summary: 'Who was invited and has not joined: invitations that still open something, the newest first',
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    status: 200,
    answer: z.object({ items: z.array(Invitation) }),
    refuses: [],
  },
  inviteMember: {
    method: 'POST',
    at: '/v1/businesses/{businessId}/team/invitations',
    summary: 'Send an invitation to an address; it holds for seven days and replaces the one before',
    access: { who: 'member', roles: OWNERS },
    path: ofBusiness,
    body: z.strictObject({ email, role: Role }),
    creates: true,
    status: 202,
    answer: z.object({
      outcome: z.enum(['sent', 'sent-again', 'withheld']).meta({
        description:
          '`sent-again`: the code before opens nothing any more. `withheld`: the address was written to enough for a while, and an invitation that was open stays as it is',
      }),
    }),
    refuses: ['daily_cap_reached', 'already_member', 'changed_meanwhile'],
  },
  withdrawInvitation: {
    method: 'DELETE',
    at: '/v1/businesses/{businessId}/team/invitations/{invitationId}',
    summary: 'Withdraw an invitation, whose code opens nothing from then on; one that is gone stays gone',
    access: { who: 'member', roles: OWNERS },
    path: ofInvitation,
    status: 204,
    refuses: ['changed_meanwhile'],
  },
  acceptInvitation: {
    method: 'POST',
    at: '/v1/invitations/accept',
    summary: 'Join a business, with the code that was sent; a new person chooses a name and a password',
    access: BY_PROOF,
    body: z.strictObject({
      businessId: BusinessId,
      email,
      code,
      name: words(120).optional(),
      password: password.optional(),
    }),
    cost: 10,
    status: 201,
    answer: z.object({ personId: PersonId, businessId: BusinessId, role: Role }),
    refuses: ['code_invalid', 'password_weak', 'invalid_arguments'],
  },
  changeRole: {
    method: 'PATCH',
    at: '/v1/businesses/{businessId}/team/{personId}',
    summary: 'Change what a member may do',
    access: { who: 'member', roles: OWNERS },
    path: ofMember,
    body: z.strictObject({ role: Role }),
    status: 204,
    refuses: ['member_not_found', 'last_owner', 'changed_meanwhile'],
  },
  removeMember: {
    method: 'DELETE',
    at: '/v1/businesses/{businessId}/team/{personId}',
    summary: 'Remove a member, who is refused within a minute',
    access: { who: 'member', roles: OWNERS },
    path: ofMember,
    status: 204,
    refuses: ['member_not_found', 'last_owner', 'changed_meanwhile'],
  },
} as const satisfies RouteTable;
