import { StageSettings } from '../../functions/contracts/setting-forms.ts';
import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Where a stage keeps what it needs to be told. */
type Parts = {
  readonly stage: string;
  readonly secretId: string;
  readonly variables: Readonly<Record<string, string>>;
};
export type Place = Parts & Reached;

/** Throws a sentence for what no stage of this version would say. */
export const settingsIn = (stage: string, text: string): Parts['variables'] => {
  try {
    return StageSettings.parse(JSON.parse(text));
  } catch {
    throw new Error(`The output StageSettings of stage ${stage} cannot be read: deploy it anew.`);
  }
};

const ofStage = async (stage: string): Promise<Parts> => {
  const [data, app] = await Promise.all([
    stackOutputs(`CloudGreet-${stage}-data`),
    stackOutputs(`CloudGreet-${stage}-app`),
  ]);
  const secretId = data.get('SecretArn');
  const settings = app.get('StageSettings');
  const missing = secretId === undefined ? 'SecretArn' : 'StageSettings';
  if (secretId === undefined || settings === undefined)
    throw new Error(`Stage ${stage} has no output ${missing}: deploy it first.`);
  return { stage, secretId, variables: settingsIn(stage, settings) };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = (stage: string | undefined): Promise<Place> =>
  findParts(stage, {
    ofStage,
    ofWorld: ({ secretArn: secretId, stageSettings: variables }) => ({ stage: 'local', secretId, variables }),
  });
