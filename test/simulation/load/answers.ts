import type { Stage } from './stage.ts';

/** How often each answer was given, and whether one says that we broke. */
export const answersOf = ({ universe, report }: Stage): Readonly<Record<string, number>> => {
  const answers = Object.fromEntries([...universe.edge.statuses].toSorted());
  for (const [answer, count] of Object.entries(answers)) {
    if (/ 5\d\d$/.test(answer)) report('E1', `${count} times: ${answer}`);
  }
  return answers;
};
