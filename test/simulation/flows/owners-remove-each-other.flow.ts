import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'all owners of a business remove each other at once',
  isOfPeople: true,
  async play({ people, business, chance, wait }) {
    const path = { businessId: business.id };
    const owners = await Promise.all([
      people.member('owner', business.id),
      people.member('owner', business.id),
    ]);
    for (const owner of owners) if (!(await owner.signIn())) return;
    const { answer } = await owners[0].insist('listTeam', { path });
    const team = (answer.items ?? []) as readonly { readonly personId: string; readonly role: string }[];
    const remove = async (by: (typeof owners)[number]): Promise<void> => {
      const others = chance.shuffled(team.filter(({ personId }) => personId !== by.personId));
      for (const { personId } of others) {
        if (chance.is(0.8)) await by.insist('removeMember', { path: { ...path, personId } });
        else await by.insist('changeRole', { path: { ...path, personId }, body: { role: 'staff' } });
      }
      await wait(0, 500);
      await by.ask('removeMember', { path: { ...path, personId: String(by.personId) } });
    };
    await Promise.all(owners.map(remove));
    await Promise.all(owners.map((owner) => owner.ask('listTeam', { path })));
  },
};
