import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Where a stage is reached from outside. What is left out is not knocked at. */
export type Doors = {
  /** Of vendors. */
  readonly url: string;
  /** Of people: the distribution. */
  readonly webUrl?: string | undefined;
  /** The address that the distribution passes requests on to, which must let nobody else in. */
  readonly webApiUrl?: string | undefined;
};

const ofStage = async (stage: string): Promise<Doors> => {
  const [app, web] = await Promise.all([
    stackOutputs(`CloudGreet-${stage}-app`),
    stackOutputs(`CloudGreet-${stage}-web`),
  ]);
  const url = app.get('ApiUrl');
  if (url === undefined) throw new Error(`Stage ${stage} has no output ApiUrl: deploy it first.`);
  return { url, webUrl: web.get('WebUrl'), webApiUrl: app.get('WebApiUrl') };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findDoors = (stage: string | undefined): Promise<Doors & Reached> =>
  findParts(stage, {
    ofStage,
    ofWorld: ({ apiUrl: url, webApiUrl: webUrl, ownApiUrl: webApiUrl }) => ({ url, webUrl, webApiUrl }),
  });
