import type { Report } from '../invariants/violation.ts';

/** Rejections that nobody handled, since they were last reported: in Lambda each ends its container. */
const unhandled: unknown[] = [];

export const watchUnhandled = (): void => {
  process.on('unhandledRejection', (error) => void unhandled.push(error));
};

export const reportUnhandled = (report: Report): void => {
  for (const error of unhandled.splice(0))
    report('E1', `nobody handles ${(error as Error)?.name}: ${(error as Error)?.message}`);
};
