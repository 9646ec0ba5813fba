import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an operator disables an owner while containers remember them, and lets them in again',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, chance, wait }) {
    const path = { businessId: business.id };
    const [operator, owner] = await Promise.all([people.operator(), people.member('owner', business.id)]);
    if (!(await owner.signIn())) return;
    const look = () =>
      Promise.all([
        owner.ask('showBusiness', { path }),
        owner.ask('showMe'),
        operator.ask('inspectTeam', { path }),
      ]);
    const set = (state: 'active' | 'disabled') =>
      operator.insist('setPersonState', { path: { personId: String(owner.personId) }, body: { state } });
    await look();
    const before = owner.accessToken;
    // Twice at once, as somebody does who waits for an answer.
    await Promise.all([set('disabled'), chance.is(0.5) ? set('disabled') : undefined]);
    for (let looked = 0; looked < 3; looked += 1) {
      await look();
      await wait(10_000, 40_000);
    }
    if (chance.is(0.3)) return;
    await set('active');
    await wait(1_000, 70_000);
    owner.accessToken = before;
    await look();
    if (await owner.signIn()) await look();
  },
};
