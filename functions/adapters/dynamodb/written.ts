import { belongsTo } from '../../runtime/correlation.ts';
import { log } from '../../runtime/log.ts';

type Written = {
  readonly noun: 'appointment' | 'fee' | 'text' | 'alert' | 'call' | 'inbound-text';
  /** Whose the row is, where the work at hand has not said so. */
  readonly correlationId?: string | undefined;
  /** Ids, states, codes, amounts and instants; never what a person said or is called. */
  readonly [fact: string]: unknown;
};

/** One line for every row that was written, once it is: what became of it, and why. */
export const written = ({ correlationId, ...row }: Written): void => {
  belongsTo({ correlationId });
  log.info('row.written', row);
};

/** A row that was not written, because it is not, or no longer, as it was read. */
export const passedOver = (row: Written): void => log.info('row.passed-over', row);
