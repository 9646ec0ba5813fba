import type { BusinessId } from '../../contracts/ids.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Settings } from '../business/ports.ts';
import type { Lists } from '../lists/ports.ts';
import type { Onboardings } from '../onboarding/ports.ts';
import type { Reversals } from '../reversal/reversal.ts';
import type { AccountInvoice } from '../subscription/invoice.ts';

export type PaidInvoice = AccountInvoice & Reversals;

export type InvoicesOf = {
  /** All that Stripe has told of, booking fees apart, as they stand now. About one a month: they are read at once. */
  all(businessId: BusinessId): Promise<readonly PaidInvoice[]>;
};

/** What figures are made of: rows as they stand now, and nothing that was counted before. */
export type FigureSources = {
  readonly settings: Pick<Settings, 'find'>;
  readonly onboardings: Pick<Onboardings, 'find'>;
  readonly lists: Pick<Lists, 'calls' | 'appointments' | 'fees' | 'texts'>;
  readonly invoices: InvoicesOf;
  readonly appointments: Pick<Appointments, 'find'>;
};
