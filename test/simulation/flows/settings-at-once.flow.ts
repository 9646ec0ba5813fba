import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'two owners change settings at once',
  isOfPeople: true,
  async play({ people, business, chance, wait }) {
    const path = { businessId: business.id };
    const owners = await Promise.all([
      people.member('owner', business.id),
      people.member('owner', business.id),
    ]);
    for (const owner of owners) if (!(await owner.signIn())) return;
    const change = async (owner: (typeof owners)[number]): Promise<void> => {
      for (let changed = 0; changed < 3; changed += 1) {
        const { answer } = await owner.insist('showBusiness', { path });
        const [crew] = (answer.crews ?? []) as readonly { readonly id: string; readonly name: string }[];
        if (crew === undefined) return;
        const said = `by ${owner.name} ${changed}`;
        const rest = (answer.crews as readonly object[]).slice(1);
        const changes = chance.pick([{ trade: said }, { crews: [{ ...crew, name: said }, ...rest] }]);
        await owner.insist('changeBusiness', {
          path,
          body: { ...changes, settingsVersion: answer.settingsVersion },
        });
        await wait(0, 300);
      }
    };
    await Promise.all(owners.map(change));
    await owners[0].ask('listAudit', { path });
  },
};
