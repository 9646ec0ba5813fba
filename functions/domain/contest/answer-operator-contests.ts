import type { Answers } from '../../contracts/api/answers.ts';
import type { operatorContestRoutes } from '../../contracts/api/operator-contests.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Contest } from './contest.ts';
import { reviewDueAt } from './contest-rules.ts';
import { type DecideDeps, decideContest } from './decide-contest.ts';
import type { WaitingContests } from './ports.ts';

export type OperatorContestDeps = DecideDeps & {
  readonly waitingContests: WaitingContests;
  /** Notes that an operator looked at what is a business's. */
  readonly looked: (look: { readonly by: PersonId; readonly businessId: BusinessId }) => void;
};

const waitingOf = (contest: Contest) => ({
  ...contest,
  decideBy: new Date(reviewDueAt(Date.parse(contest.at))).toISOString(),
});

export const operatorContestAnswers = (deps: OperatorContestDeps): Answers<typeof operatorContestRoutes> => ({
  async listContests({ caller }) {
    const waiting = await deps.waitingContests.list();
    for (const businessId of new Set(waiting.map((one) => one.businessId)))
      deps.looked({ by: caller.personId, businessId });
    return { items: waiting.map(waitingOf) };
  },
  decideContest: async ({ path, body, caller, nowMs }) =>
    decideContest(deps)({ ...path, ...body, by: caller.personId, nowMs }),
});
