import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { book } from './agent-tools.ts';
import type { FlowBusiness } from './flow-business.ts';
import { makeOwner, type People } from './people.ts';
import type { FlowWorld } from './world.ts';

type Turn = { readonly role: string; readonly text: string; readonly startMs?: number };
type ShownCall = {
  readonly transcriptTurns: readonly Turn[];
  readonly tools: readonly { readonly name: string; readonly atMs?: number }[];
  readonly bookedAtMs?: number;
  readonly recording: {
    readonly state: string;
    readonly peaks?: readonly number[];
    readonly durationMs?: number;
  };
  readonly [field: string]: unknown;
};

/** A business with its owner, who asks for its calls over the API. */
export const ownedCalls = async (world: FlowWorld, people: People) => {
  const business = await world.aBusiness();
  const person = await people.aPerson();
  await makeOwner(world, business.id, person);
  let token = person.tokens.accessToken;
  const at = `/v1/businesses/${business.id}`;
  const ask = (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    people.api(method, `${at}${path}`, { token, ...(body && { body }) });
  const show = async (callId: string) => (await ask('GET', `/calls/${callId}`)).body as ShownCall;
  const objects = async (): Promise<string[]> => {
    const { Contents = [] } = await world.objects.send(
      new ListObjectsV2Command({
        Bucket: world.cloud.outputs.RawBucketName,
        Prefix: `recordings/${business.id}/`,
      }),
    );
    return Contents.map(({ Key }) => String(Key));
  };
  const signInAgain = async () => {
    token = (await people.signIn(person.email)).accessToken;
  };
  return { business, token, at, ask, show, objects, signInAgain };
};

/** A call in which somebody books, over, and everything after it done. */
export const aBookedCall = async (world: FlowWorld, business: FlowBusiness) => {
  const call = await business.call();
  call.callerSays('My furnace is out, could somebody come tomorrow?');
  const { result } = await book(business, call);
  call.agentSays(result.say);
  call.hangUp();
  await world.atRest();
  return call;
};
