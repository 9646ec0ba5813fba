import type { Belongings } from './journey.ts';

/** Everything that names something of theirs or mine, and what looks like it. */
export const idsToSwap = (theirs: Belongings, mine: Belongings): readonly string[] => {
  const { business = '', staff = '', call = '', appointment = '' } = theirs.ids;
  return [
    ...Object.values(theirs.ids),
    ...theirs.cursors,
    ...Object.values(mine.ids),
    ...mine.cursors.slice(0, 2),
    `open-${'first'}-1`,
    business.slice(0, -1),
    `${business}0`,
    business.toUpperCase(),
    `${business}#TEAM`,
    `${business}%23TEAM`,
    `BIZ#${business}`,
    `${mine.ids.business}#../${business}`,
    `${mine.ids.business},${business}`,
    `MEMBER#${staff}`,
    staff.toUpperCase(),
    `PERSON#${staff}`,
    `${call}#`,
    `LEG#${call}`,
    `${appointment}#FEE`,
    appointment.slice(0, -1),
    `../${business}/calls/${call}`,
    '*',
    '',
  ];
};
