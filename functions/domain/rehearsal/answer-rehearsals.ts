import type { Answers } from '../../contracts/api/answers.ts';
import type { rehearsalRoutes } from '../../contracts/api/rehearsals.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { type RehearsalDeps, rehearse } from './rehearse.ts';

type OfBusiness = Pick<RehearsalDeps, 'agentRecords' | 'schedules'>;

export type RehearsalAnswerDeps = Omit<RehearsalDeps, keyof OfBusiness> & {
  readonly of: (business: BusinessId) => Promise<OfBusiness>;
};

export const rehearsalAnswers = ({ of, ...deps }: RehearsalAnswerDeps): Answers<typeof rehearsalRoutes> => ({
  async rehearse({ path: { businessId }, body: { turns }, nowMs }) {
    const { agentRecords, schedules } = await of(businessId);
    return rehearse({ ...deps, agentRecords, schedules })(businessId, turns, nowMs);
  },
});
