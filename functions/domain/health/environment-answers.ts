import type { Answers } from '../../contracts/api/answers.ts';
import type { environmentRoutes } from '../../contracts/api/health.ts';
import { checkEnvironment, type EnvironmentDeps, isComplete } from './check-environment.ts';

export type EnvironmentAnswersDeps = {
  readonly environment: EnvironmentDeps & {
    /** What was deployed, as the deployment named it. */
    readonly commit: string;
  };
};

/** What operators hear of how a stage is set up. */
export const environmentAnswers = ({
  environment,
}: EnvironmentAnswersDeps): Answers<typeof environmentRoutes> => ({
  async showEnvironment({ nowMs }) {
    const settings = await checkEnvironment(environment)();
    const { stage, commit } = environment;
    return {
      stage,
      commit,
      checkedAt: new Date(nowMs).toISOString(),
      complete: isComplete(settings),
      settings,
    };
  },
});
