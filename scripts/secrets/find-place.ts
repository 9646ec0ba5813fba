import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Which secret holds a stage's keys. */
type Parts = { readonly secretId: string };
export type Place = Parts & Reached;

const ofStage = async (stage: string): Promise<Parts> => {
  const outputs = await stackOutputs(`CloudGreet-${stage}-data`);
  const secretId = outputs.get('SecretArn');
  if (secretId === undefined) throw new Error(`Stage ${stage} has no output SecretArn: deploy it first.`);
  return { secretId };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = (stage: string | undefined): Promise<Place> =>
  findParts(stage, { ofStage, ofWorld: ({ secretArn: secretId }) => ({ secretId }) });
