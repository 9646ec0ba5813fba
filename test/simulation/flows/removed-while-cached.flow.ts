import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'a member is removed or disabled while containers still remember them',
  isOfPeople: true,
  weight: 3,
  async play({ people, business, chance, wait }) {
    const path = { businessId: business.id };
    const [owner, guest] = await Promise.all([
      people.member('owner', business.id),
      people.member(chance.pick(['owner', 'staff']), business.id),
    ]);
    if (!(await owner.signIn()) || !(await guest.signIn())) return;
    const look = () =>
      Promise.all([
        guest.ask('showBusiness', { path }),
        guest.ask('listTeam', { path }),
        guest.ask('inviteMember', {
          path,
          key: `by-${guest.name}-${chance.int(1_000_000)}`,
          body: { email: 'friend@people.example', role: 'staff' },
        }),
      ]);
    await look();
    const of = { path: { ...path, personId: String(guest.personId) } };
    const how = chance.int(3);
    if (how === 0) people.disable(guest);
    else if (how === 1) await owner.insist('removeMember', of);
    else await owner.insist('changeRole', { ...of, body: { role: 'staff' } });
    for (let looked = 0; looked < 4; looked += 1) {
      await look();
      await wait(10_000, 40_000);
    }
  },
};
