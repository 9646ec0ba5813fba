import { findParts, type Reached } from '../stage/find-parts.ts';
import { stackOutputs } from '../stage/stack-outputs.ts';

/** Which table the people are in, and how far the place's clock is ahead of this machine's. */
type Parts = { readonly table: string; readonly clockOffsetMs: number };
export type Place = Parts & Reached;

const ofStage = async (stage: string): Promise<Parts> => {
  const outputs = await stackOutputs(`CloudGreet-${stage}-data`);
  const table = outputs.get('TableName');
  if (table === undefined) throw new Error(`Stage ${stage} has no output TableName: deploy it first.`);
  return { table, clockOffsetMs: 0 };
};

/** The stage that was named, or the local cloud that runs on this machine. Throws a sentence when there is none. */
export const findPlace = (stage: string | undefined): Promise<Place> =>
  findParts(stage, { ofStage, ofWorld: ({ tableName: table, clockOffsetMs }) => ({ table, clockOffsetMs }) });
