import { log } from './log.ts';

/**
 * What every log line says from here on: `correlationId`, the call that all of it belongs to, and `via`, the vendor's
 * event that brought it where the call was only found on the way. Nothing else may be known of a person.
 */
const KEYS = ['correlationId', 'via', 'businessId', 'attempt', 'epoch'];

let current: string | undefined;

/** Begins a piece of work: nothing of the one before is said of it. */
export const begin = (correlationId: string | undefined, businessId?: string): void => {
  log.removeKeys(KEYS);
  current = correlationId;
  if (correlationId !== undefined) log.appendKeys({ correlationId });
  if (businessId !== undefined) log.appendKeys({ businessId });
};

/** The row that the work is about says which call it belongs to. One that does not say changes nothing. */
export const belongsTo = (row: { readonly correlationId?: string | undefined } | undefined): void => {
  const found = row?.correlationId;
  if (found === undefined || found === current) return;
  log.appendKeys({ correlationId: found, ...(current !== undefined && { via: current }) });
  current = found;
};

/** Which time this is that something is tried: said by the attempts at a vendor that follow. */
export const trying = ({ attempt, epoch }: { readonly attempt?: number; readonly epoch: number }): void => {
  log.appendKeys(attempt === undefined ? { epoch } : { attempt, epoch });
};
