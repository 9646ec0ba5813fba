import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { changedAssembly } from './changed-assembly.ts';
import type { FlowBusiness } from './flow-business.ts';
import { makeOwner, peopleOf } from './people.ts';
import type { ApiAnswer, ApiRequest } from './web-api.ts';
import { startFlowWorld } from './world.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;

export const addressOf = (email: string) => derivedIds(hashing).addressOf('owners', email);

/** What a refusal by a limit says. */
export const refused = ({ status, body, headers }: ApiAnswer) => ({
  status,
  code: (body as { title?: string }).title,
  afterSeconds: Number(headers.get('retry-after')),
});

/** A world with the limits that customers have: stage local is generous. Whoever starts it stops it. */
export const startLimitedWorld = async () => {
  const assembly = await changedAssembly();
  assembly.tell('LIMIT_FACTOR', '1');
  const world = await startFlowWorld(undefined, { assembly: assembly.directory });
  const people = peopleOf(world);
  const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);
  /** Until the network that all of this comes from has its tokens back. */
  const rest = () => pass(10 * MINUTE_MS);

  return {
    world,
    people,
    pass,
    rest,
    /** Puts a row of limits there as many requests before would have left it. */
    store: (row: object) =>
      world.table.db.send(new PutCommand({ TableName: world.table.name, Item: { v: 1, ...row } })),
    /** A business with an owner who asks over HTTP. */
    async owned(email: string, dailyCaps?: FlowBusiness['business']['dailyCaps']) {
      rest();
      const owner = await people.signUp(email);
      const business = await world.aBusiness(dailyCaps && { dailyCaps });
      await makeOwner(world, business.id, owner);
      const ask = (method: string, below: string, request: ApiRequest = {}) =>
        people.api(method, `/v1/businesses/${business.id}${below}`, {
          token: owner.tokens.accessToken,
          ...request,
        });
      return { business, ask };
    },
    async stop() {
      await world.stop();
      assembly.remove();
    },
  };
};

export type LimitedWorld = Awaited<ReturnType<typeof startLimitedWorld>>;
