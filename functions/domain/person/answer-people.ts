import type { Answers } from '../../contracts/api/answers.ts';
import type { PersonId, peopleRoutes } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { openBusiness } from '../business/open-business.ts';
import type { BusinessOpening, Settings } from '../business/ports.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import type { LimitDeps } from '../limit/take-tokens.ts';
import { TRADE_PACKS } from '../trade/trade-packs.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRole, removeMember } from './change-team.ts';
import { endInvitation } from './end-invitation.ts';
import { enrol } from './enrol.ts';
import { inviteToTeam, refuseMember } from './invite-to-team.ts';
import { listInvitations } from './list-invitations.ts';
import { noteEpoch } from './note-epoch.ts';
import type { Accounts, Codes, People, Team } from './ports.ts';
import { type RedeemDeps, redeemCode } from './redeem-code.ts';
import { type RequestCodeDeps, requestCode } from './request-code.ts';
import { resetPassword } from './reset-password.ts';
import { answerTotp, refreshSession, signIn } from './sign-in.ts';
import { told } from './told-step.ts';
import { tryPassword } from './try-password.ts';
import { tryTotp } from './try-totp.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

export type PeopleDeps = RequestCodeDeps &
  RedeemDeps & {
    readonly accounts: Accounts;
    readonly people: People;
    readonly codes: Codes;
    readonly limits: LimitDeps & CapDeps;
    /** By credentials for this business and this person only. */
    readonly teamOf: (business: BusinessId, person: PersonId) => Promise<Team>;
    readonly settingsFor: (business: BusinessId, person: PersonId) => Promise<Pick<Settings, 'find'>>;
    readonly openingFor: (business: BusinessId, person: PersonId) => Promise<BusinessOpening>;
  };

/** What each route of people's accounts and teams does. */
export const peopleAnswers = (given: PeopleDeps): Answers<typeof peopleRoutes> => {
  const deps = { ...given, accounts: noteEpoch(given, 'owners') };
  const { accounts, people } = deps;
  const redeem = redeemCode(deps);
  const ask = requestCode(deps);
  return {
    async signUp({ body: { email, name }, nowMs }) {
      await ask({ circle: 'owners', email, purpose: { kind: 'sign-up', name } }, nowMs);
    },
    async confirmSignUp({ body: { email, code, password }, nowMs }) {
      const redeemed = await redeem('owners', email, { kind: 'sign-up' }, code, nowMs);
      const name = redeemed.purpose.kind === 'sign-up' ? redeemed.purpose.name : email;
      const personId = await enrol(deps)('owners', redeemed, name, password, nowMs);
      await deps.codes.spend(redeemed);
      return { personId };
    },
    async forgetPassword({ body: { email }, nowMs }) {
      await ask({ circle: 'owners', email, purpose: { kind: 'reset-password' } }, nowMs);
    },
    async resetPassword({ body: { email, code, password }, nowMs }) {
      await resetPassword(deps)(
        await redeem('owners', email, { kind: 'reset-password' }, code, nowMs),
        password,
      );
    },
    async signIn({ body: { email, password }, nowMs }) {
      await tryPassword(deps)('owners', email, nowMs);
      return told(await signIn(deps)(email, password));
    },
    async answerTotp({ body: { challenge, code }, nowMs }) {
      await tryTotp(deps)('owners', challenge, nowMs);
      return told(await answerTotp(deps)(challenge, code));
    },
    refreshSession: async ({ body: { refreshToken } }) => (await refreshSession(deps)(refreshToken)).tokens,
    signOut: ({ caller }) => people.end(caller.personId, caller.sessionId),
    async signOutEverywhere({ caller }) {
      await people.end(caller.personId);
      await accounts.signOutEverywhere(caller.personId);
    },
    async showMe({ caller: { personId, email, name, hasTotp } }) {
      return { personId, email, name, hasTotp, memberships: await people.memberships(personId) };
    },
    beginTotp: async ({ caller }) => ({ secret: await accounts.beginTotp(caller.accessToken) }),
    async finishTotp({ caller, body }) {
      await accounts.finishTotp(caller.accessToken, caller.personId, body.code);
      await people.setTotp(caller.personId);
    },
    listTradePacks: async () => ({ items: TRADE_PACKS }),
    openBusiness: ({ body, caller, occasion, nowMs }) =>
      openBusiness(deps)(body, { id: caller.personId, ...caller }, occasion, nowMs),
    async listTeam({ path: { businessId }, caller }) {
      const team = await deps.teamOf(businessId, caller.personId);
      return { items: await team.list(businessId) };
    },
    async listInvitations({ path: { businessId }, caller, nowMs }) {
      const { invitations } = await deps.teamOf(businessId, caller.personId);
      return { items: await listInvitations({ ...deps, invitations })(businessId, nowMs) };
    },
    async inviteMember({ path: { businessId }, body, caller: { personId }, occasion, nowMs }) {
      const team = await deps.teamOf(businessId, personId);
      await refuseMember({ ...deps, team })({ businessId, ...body });
      const settings = await deps.settingsFor(businessId, personId);
      const business = await settings.find(businessId);
      const holder = { kind: 'business', businessId, personId } as const;
      const counted = {
        holder,
        cap: 'invitations of a business',
        zone: business?.zone,
        most: business?.dailyCaps?.invitations,
      } as const;
      await countToday(deps.limits)(counted, occasion, nowMs);
      const known = { find: async () => business };
      const invite = inviteToTeam({ ...deps, team, settings: known });
      return { outcome: await invite({ businessId, ...body, by: personId }, nowMs) };
    },
    async withdrawInvitation({ path, caller, nowMs }) {
      const { invitations } = await deps.teamOf(path.businessId, caller.personId);
      await withdrawInvitation({ ...deps, invitations })({ ...path, by: caller.personId }, nowMs);
    },
    async acceptInvitation({ body: { businessId, email, code, ...given }, nowMs }) {
      const redeemed = await redeem('owners', email, { kind: 'invitation', businessId }, code, nowMs);
      const teamFor = (person: { readonly id: PersonId }) => deps.teamOf(businessId, person.id);
      return acceptInvitation({ ...deps, teamFor })(redeemed, given, nowMs);
    },
    async changeRole({ path: { businessId, personId }, body: { role }, caller, nowMs }) {
      const team = await deps.teamOf(businessId, personId);
      await changeRole(team)({ businessId, personId, by: caller.personId }, role, nowMs);
    },
    async removeMember({ path: { businessId, personId }, caller, nowMs }) {
      const team = await deps.teamOf(businessId, personId);
      await endInvitation({ ...deps, team })(businessId, personId);
      await removeMember(team)({ businessId, personId, by: caller.personId }, nowMs);
    },
  };
};
