import { expect, it } from 'vitest';
import { dynamoTallies } from '../../../functions/adapters/dynamodb/tallies.ts';
import { DAILY_CAPS } from '../../../functions/domain/limit/limits.ts';
import { limitedProofs } from '../../../functions/domain/provision/limited-proofs.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aClock } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const DAY_MS = 86_400_000;
let phones = 0;

onBothStores('codes for one phone [O1]', (open) => {
  const world = () => {
    const clock = aClock();
    const table = open();
    const sent: string[] = [];
    const limited = limitedProofs({
      proofs: { send: async (number) => void sent.push(number), check: async () => true },
      limits: { tallies: dynamoTallies(() => table), by: hashing, factor: 1 },
      clock,
    });
    phones += 1;
    return { clock, sent, limited, phone: `+1512557${1000 + phones}` };
  };
  const most = DAILY_CAPS['codes for a phone'];

  it('are so many a day, the last one too, and no more, whoever names it', async () => {
    const { sent, limited, phone } = world();

    for (let time = 0; time < most; time += 1) await limited.send(phone, 'text');
    expect(sent).toHaveLength(most);

    await expect(limited.send(phone, 'call')).rejects.toMatchObject({ code: 'daily_cap_reached' });
    expect(sent).toHaveLength(most);
    expect(await limited.check(phone, '12345')).toBe(true);
  });

  it('leave those for another phone, and for another day', async () => {
    const { sent, limited, phone, clock } = world();
    for (let time = 0; time < most; time += 1) await limited.send(phone, 'text');

    await limited.send('+15125580000', 'text');
    clock.pass(DAY_MS);
    await limited.send(phone, 'text');

    expect(sent).toHaveLength(most + 2);
  });
});
