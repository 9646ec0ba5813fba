import type { Flow } from './flow.ts';

export const flow: Flow = {
  name: 'an invitation is sent twice under one key and accepted twice at once',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, chance, wait, universe: { kernel } }) {
    const owner = await people.member('owner', business.id);
    if (!(await owner.signIn())) return;
    const path = { businessId: business.id };
    const guest = people.stranger();
    const { email, name, password } = guest;
    const key = `invitation-${chance.int(1_000_000_000)}`;
    const role = chance.pick(['owner', 'staff']);
    const since = kernel.now;
    const invite = () => owner.insist('inviteMember', { path, key, body: { email, role } });
    await Promise.all([invite(), invite()]);
    const code = await guest.codeSince(since);
    if (code === undefined) return;
    const body = { businessId: business.id, email, code, name, password };
    const accept = () => guest.insist('acceptInvitation', { body });
    const [one] = await Promise.all([accept(), accept()]);
    if (!(await guest.signIn())) return;
    await guest.insist('listTeam', { path });
    const { personId } = one.answer;
    if (personId === undefined) return;
    // Out, and in again by another invitation.
    await owner.insist('removeMember', { path: { ...path, personId: String(personId) } });
    await wait(35_000, 90_000);
    await guest.ask('listTeam', { path });
    const again = kernel.now;
    await owner.insist('inviteMember', { path, key: `${key}-again`, body: { email, role: 'staff' } });
    const second = await guest.codeSince(again);
    if (second !== undefined) await guest.insist('acceptInvitation', { body: { ...body, code: second } });
    await guest.ask('listTeam', { path });
  },
};
