import { findWorld, type WorldAddress } from '../local/world-address.ts';
import { knownStage } from './known-stage.ts';

/** A place that an operator's command looks at, and by which address and credentials it is reached. */
export type Reached = {
  readonly name: string;
  /** Left out: as the AWS SDK finds them on this machine. */
  readonly access?: {
    readonly endpoint?: string;
    readonly region?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
};

/** Where one command finds its parts, on a stage and on the local cloud. */
export type Parts<Found> = {
  readonly ofStage: (stage: string) => Promise<Found>;
  readonly ofWorld: (world: WorldAddress) => Found;
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findParts = async <Found extends object>(
  stage: string | undefined,
  { ofStage, ofWorld }: Parts<Found>,
): Promise<Found & Reached> => {
  if (stage !== undefined) return { name: `stage ${stage}`, ...(await ofStage(knownStage(stage))) };
  const world = await findWorld();
  if (!world) throw new Error('No local cloud runs here (npm run local), and no --stage is named.');
  const { gatewayUrl: endpoint, region, credentials } = world;
  return {
    name: `the local cloud at ${world.apiUrl}`,
    ...ofWorld(world),
    access: { endpoint, region, credentials },
  };
};
