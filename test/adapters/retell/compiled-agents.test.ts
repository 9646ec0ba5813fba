import { expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { compileAgent } from '../../../functions/domain/agent/compile-agent.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { TRADE_PACKS } from '../../../functions/domain/trade/trade-packs.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness } from '../../support/builders.ts';
import { retellAccount } from './retell-account.ts';

/** Words that JSON, prompts and Retell's own placeholders could make something else of. */
const AWKWARD = 'Ünï "Quoted" & Söhne \\ {{business_id}} <break/> 🔧';

it.each(TRADE_PACKS.map((pack) => [pack.id, pack] as const))(
  'the agent of a business in the trade %s is taken by Retell and reads back as it was compiled',
  async (trade, pack) => {
    const { agents } = await retellAccount();
    const business = aBusiness({ id: `biz_pack${trade}` as BusinessId, trade, name: AWKWARD });
    const agent = compileAgent(derivedIds(hashing))({ business, pack });

    const at = await agents.createAgent(agent, await agents.createModel(agent));
    await agents.write(at, agent);
    await agents.publish(at, 0);

    expect(await agents.read(at, 'latest')).toEqual({ version: 0, isPublished: true, hash: agent.hash });
    expect(await agents.find(business.id)).toEqual(at);
  },
);
