import { expect, it } from 'vitest';
import { PHONE } from '../support/dashboards.ts';
import { describeInBrowser } from '../support/in-browser.ts';
import { makeOwner } from '../support/people.ts';

/** Saturday 2027-11-06: in the coming night the clocks show 01:00 to 01:59 twice. */
const BEFORE_AUTUMN = Date.parse('2027-11-06T15:00:00.000Z');

describeInBrowser(
  'the week in which the clocks change [P1]',
  (stage) => {
    it('has each appointment at the hour that the clock on the wall shows', async () => {
      const business = await stage.world.aBusiness();
      const person = await stage.people.aPerson();
      await makeOwner(stage.world, business.id, person);
      for (const [place, startsAt] of ['2027-11-07T06:30:00Z', '2027-11-07T07:30:00Z'].entries()) {
        const made = await stage.people.api('POST', `/v1/businesses/${business.id}/appointments`, {
          token: person.tokens.accessToken,
          key: `in-the-night-${place}`,
          body: {
            service: 'furnace repair',
            startsAt,
            outsideHours: true,
            customer: { name: 'Dana Reyes', phone: business.customerPhone },
          },
        });
        expect(made).toMatchObject({ status: 201 });
      }
      const { page } = await stage.dashboards.open(
        `/b/${business.id}/appointments?view=week&date=2027-11-07`,
        {
          as: person,
          viewport: PHONE,
        },
      );

      const sunday = page.getByRole('region', { name: 'Sun, Nov 7' });
      await sunday.getByRole('link', { name: /1:30 AM CDT – 1:30 AM CST/ }).waitFor();
      await sunday.getByRole('link', { name: /1:30 AM CST – 2:30 AM CST/ }).waitFor();
      await sunday.getByText('Clocks go back: an hour comes twice').waitFor();
      // However many lines the heading of a day has, an hour is as far down in each.
      const tops = await page.evaluate(
        '[...document.querySelectorAll(".calendar-clock > *, .calendar-body")].map((hours) => hours.getBoundingClientRect().top)',
      );
      expect(tops).toHaveLength(8);
      expect(new Set(tops as number[]).size).toBe(1);
    });
  },
  BEFORE_AUTUMN,
);
