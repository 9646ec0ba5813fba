import type { Flow } from './flow.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

export const flow: Flow = {
  name: 'the owner changes hours while a caller has offers',
  async play({ phone, customer, chance, wait, changeSettings }) {
    const call = await phone.dial(customer);
    const [slot] = await call.lookUp();
    changeSettings({
      hours: EVERY_DAY.map((weekday) => ({
        weekday,
        opens: chance.pick(['09:00', '12:00']),
        closes: '15:00',
      })),
    });
    await wait(0, 90_000);
    if (slot) await call.book(slot);
    await call.lookUp();
    call.hangUp();
  },
};
