import type { Flow } from './flow.ts';

const EVERY_DAY = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '17:00' }));

export const flow: Flow = {
  name: 'an owner opens a business and repeats the request under its key',
  isOfPeople: true,
  weight: 2,
  async play({ people, business, chance, wait }) {
    const me = await people.member('staff', business.id);
    if (!(await me.signIn())) return;
    const key = `opening-${chance.int(1_000_000_000)}`;
    const named = (name: string) => ({
      key,
      body: {
        name,
        trade: 'plumbing',
        address: '1 Main St, Austin',
        worksAt: 'customer',
        zone: 'America/Chicago',
        owner: { email: me.email, phones: ['+15125550111'], transferNumber: '+15125550111' },
        hours: EVERY_DAY,
        services: [{ id: 'repair', name: 'Repair', durationMinutes: 60 }],
        crews: [{ id: 'a', name: 'Ana' }],
      },
    });
    const open = (name = `${me.name} Plumbing`) => me.ask('openBusiness', named(name));
    if (chance.is(0.3)) await Promise.all([open(), open()]);
    else {
      const { status = 500 } = await open();
      // Who hears that it did not work corrects something and sends it again.
      if (status >= 500) await open(`${me.name} Other`);
    }
    await wait(0, 5_000);
    if (chance.is(0.5)) await open(`${me.name} Other`);
    await me.insist('openBusiness', named(`${me.name} Plumbing`));
    await wait(0, 60_000);
    await open();
    await open(`${me.name} Other`);
    await me.insist('showMe');
  },
};
