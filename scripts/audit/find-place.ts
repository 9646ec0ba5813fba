import { findWorld } from '../local/world-address.ts';
import { knownStage } from '../stage/known-stage.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Which table holds the businesses' records, and by which address and credentials it is reached. */
export type Place = {
  readonly name: string;
  readonly table: string;
  /** Left out: as the AWS SDK finds them on this machine. */
  readonly access?: {
    readonly endpoint?: string;
    readonly region?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
};

const ofStage = async (stage: string): Promise<Place> => {
  const outputs = await stackOutputs(`CloudGreet-${knownStage(stage)}-data`);
  const table = outputs.get('TableName');
  if (table === undefined) throw new Error(`Stage ${stage} has no output TableName: deploy it first.`);
  return { name: `stage ${stage}`, table };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = async (stage: string | undefined): Promise<Place> => {
  if (stage !== undefined) return ofStage(stage);
  const world = await findWorld();
  if (!world) throw new Error('No local cloud runs here (npm run local), and no --stage is named.');
  const { gatewayUrl: endpoint, region, credentials } = world;
  return {
    name: `the local cloud at ${world.apiUrl}`,
    table: world.tableName,
    access: { endpoint, region, credentials },
  };
};
