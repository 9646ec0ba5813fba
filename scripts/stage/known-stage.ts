import { stageNames } from '../../lib/stages.ts';

/** A stage in an account, by its name. Throws a sentence with the names that there are. */
export const knownStage = (stage: string): string => {
  const known = stageNames.filter((name) => name !== 'local');
  if (known.some((name) => name === stage)) return stage;
  throw new Error(
    `There is no stage "${stage}": the stages are ${known.join(', ')}. Without --stage: the local cloud.`,
  );
};
