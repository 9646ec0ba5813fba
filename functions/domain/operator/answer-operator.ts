import type { Answers } from '../../contracts/api/answers.ts';
import type { operatorRoutes } from '../../contracts/api/operator.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Described, Settings } from '../business/ports.ts';
import { type OperatorContestDeps, operatorContestAnswers } from '../contest/answer-operator-contests.ts';
import { Refusal } from '../errors.ts';
import { type OfLeaving, operatorLeavingAnswers } from '../leaving/answer-leaving.ts';
import type { Lists } from '../lists/ports.ts';
import type { Person } from '../person/person.ts';
import type { People, Team } from '../person/ports.ts';
import type { Quarantine } from '../vendor-event/ports.ts';
import { type InviteDeps, inviteOperator } from './invite-operator.ts';
import type { Directory, Operators } from './ports.ts';
import { type SetStateDeps, setState } from './set-state.ts';

export type OperatorDeps = InviteDeps &
  SetStateDeps &
  OfLeaving &
  OperatorContestDeps & {
    readonly people: Pick<People, 'find'>;
    readonly operators: Pick<Operators, 'list'>;
    readonly directory: Directory;
    readonly settings: Pick<Settings, 'find'>;
    readonly team: Pick<Team, 'list'>;
    readonly lists: Pick<Lists, 'audit' | 'calls'>;
    readonly quarantine: Pick<Quarantine, 'list'>;
  };

const asOperator = ({ id: personId, email, name, state, hasTotp, since }: Person) => ({
  personId,
  email,
  name,
  state,
  hasTotp,
  since,
});

/** What each route of operators does. */
export const operatorAnswers = (deps: OperatorDeps): Answers<typeof operatorRoutes> => {
  const { people, operators, directory, settings, team, lists, quarantine } = deps;

  /** Who looks is noted before anything is shown; a look changes nothing, so it is a line of the log and no entry. */
  const lookedAt = async (businessId: BusinessId, by: PersonId): Promise<Described> => {
    deps.looked({ by, businessId });
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    return business;
  };

  return {
    ...operatorLeavingAnswers(deps),
    ...operatorContestAnswers(deps),
    listOperators: async () => ({ items: (await operators.list()).map(asOperator) }),
    async inviteOperator({ body, caller, nowMs }) {
      await inviteOperator(deps)(body, `operator:${caller.personId}`, nowMs);
    },
    async setOperatorState({ path: { personId }, body: { state }, caller, nowMs }) {
      await setState(deps)({ circle: 'operators', personId, by: caller.personId }, state, nowMs);
    },
    async setPersonState({ path: { personId }, body: { state }, caller, nowMs }) {
      await setState(deps)({ circle: 'owners', personId, by: caller.personId }, state, nowMs);
    },
    async listBusinesses({ query }) {
      const { items, next } = await directory.list(query);
      return {
        items: items.map(({ id, name, trade, numbers }) => ({
          id,
          name,
          trade,
          isReachable: numbers !== undefined,
        })),
        next,
      };
    },
    async inspectBusiness({ path: { businessId }, caller }) {
      const business = await lookedAt(businessId, caller.personId);
      const members = await team.list(businessId);
      return {
        ...business,
        ownerEmail: business.owner.email,
        settingsVersion: business.settingsVersion ?? 0,
        isReachable: business.numbers !== undefined,
        numbers: business.numbers ?? [],
        subscription: business.billing?.subscription,
        hasPaymentMethod: business.billing?.defaultPaymentMethod !== undefined,
        teamSize: members.length,
        owners: members.filter(({ role }) => role === 'owner').length,
      };
    },
    async inspectTeam({ path: { businessId }, caller }) {
      await lookedAt(businessId, caller.personId);
      const members = await team.list(businessId);
      const items = members.map(async (member) => {
        const person = await people.find(member.personId);
        return { ...member, state: person?.state ?? 'disabled' };
      });
      return { items: await Promise.all(items) };
    },
    async inspectAudit({ path: { businessId }, query, caller }) {
      await lookedAt(businessId, caller.personId);
      return lists.audit(businessId, query);
    },
    async inspectCalls({ path: { businessId }, query, caller }) {
      await lookedAt(businessId, caller.personId);
      return lists.calls(businessId, query);
    },
    async showQuarantine() {
      const waiting = await quarantine.list();
      return { waiting: waiting.length, since: waiting[0]?.setAsideAt };
    },
  };
};
