const unitMinutes = { minute: 1, hour: 60, day: 1440 } as const;

/**
 * The minutes between two runs of a `rate(...)` schedule.
 * Throws for `cron(...)`, which the local cloud does not know, and for anything malformed.
 */
export const scheduleMinutes = (expression: string): number => {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const minutes = Number(amount) * (unitMinutes[unit as keyof typeof unitMinutes] ?? Number.NaN);
  if (!(minutes > 0)) {
    throw new Error(`The local cloud knows rate(...) schedules only and cannot run "${expression}".`);
  }
  return minutes;
};
