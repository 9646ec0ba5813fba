import { book } from './agent-tools.ts';
import type { FlowBusiness } from './flow-business.ts';
import type { Stage } from './in-browser.ts';
import { makeOwner, type SignedIn } from './people.ts';

/** A business with a line, and its owner, who can sign in to its dashboard. */
export type OwnedBusiness = {
  readonly owner: SignedIn;
  readonly business: FlowBusiness;
  readonly at: string;
};

export const ownedBusiness = async ({ world, people }: Stage): Promise<OwnedBusiness> => {
  const owner = await people.aPerson();
  const business = await world.aBusiness();
  await makeOwner(world, business.id, owner);
  return { owner, business, at: `/b/${business.id}` };
};

/** A call in which somebody books, with what was said on either side; over, and everything after it done. */
export const bookedCall = async ({ world }: Stage, business: FlowBusiness, more: readonly string[] = []) => {
  const call = await business.call();
  call.agentSays('Thank you for calling. How can I help?');
  call.callerSays('My furnace is out, could somebody come tomorrow?');
  const { result } = await book(business, call);
  call.agentSays(result.say);
  for (const said of more) call.callerSays(said);
  call.hangUp();
  await world.atRest();
  return { callId: call.callId, appointmentId: String(result.booking_id), say: result.say };
};
