import { dynamoPartners } from '../../../functions/adapters/dynamodb/partners.ts';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createPartner } from '../../../functions/domain/partner/create-partner.ts';
import { issueKey } from '../../../functions/domain/partner/issue-key.ts';
import { hashing, sha256 } from '../../../functions/runtime/hashing.ts';
import type { Asked, Exchange, RouteName } from '../cloud/api.ts';
import { directTable } from '../cloud/direct-table.ts';
import type { Scene } from './scene.ts';

const ids = derivedIds(hashing);
const OPERATOR = '00000000-0000-4000-8000-000000000001' as PersonId;
const MOST_TRIES = 12;

/** A partner that has had a key for long: its program asks, and asks again for hours. */
export const partnerProgram = async ({ universe, chance }: Scene) => {
  const { kernel, store, api } = universe;
  const waiting = { pause: (milliseconds: number) => kernel.wait(milliseconds), chance: () => chance.next() };
  // It has none yet, and the direct table is read a row at a time.
  const partners = { ...dynamoPartners(directTable(store), waiting), keys: async () => [] };
  const occasion = `partner-${chance.int(1_000_000_000)}`;
  const named = { name: 'Trades Suite', email: 'api@suite.example' };
  const partner = await createPartner({ partners, ids })(named, OPERATOR, occasion, kernel.now);
  const secret = () => Uint8Array.from({ length: 32 }, () => chance.int(256));
  const issued = await issueKey({ partners, ids, secret, sha256 })(
    partner.id,
    { label: 'program', scopes: ['businesses:read', 'businesses:write'], endsAt: undefined },
    { by: OPERATOR, occasion, nowMs: kernel.now },
  );
  return async (route: RouteName, asked: Asked = {}): Promise<Exchange> => {
    for (let tried = 1; ; tried += 1) {
      const exchange = await api.ask(route, { ...asked, token: issued.secret });
      const { status = 500, answer } = exchange;
      const isTrouble = status >= 500 || status === 429 || answer.title === 'request_running';
      if (!isTrouble || tried === MOST_TRIES) return exchange;
      await kernel.wait(tried * chance.between(2_000, 200_000));
    }
  };
};
