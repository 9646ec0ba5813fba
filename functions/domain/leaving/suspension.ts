import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';

/** Whether somebody has a business's callers put through in place of being served. Nothing is released for it. */
export type Suspension = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** Goes up with every change. */
  readonly version: number;
  readonly state: 'suspended' | 'served';
  /** ISO instant since which it is so. */
  readonly since: string;
};

export type Suspensions = {
  /** As it stands now; undefined: it never was suspended. */
  find(businessId: BusinessId): Promise<Suspension | undefined>;
  /**
   * Writes it with what callers are answered by, on record; the partner that opened the business is told. `changed`: it is
   * not as it was read, or its line is being taken down.
   */
  move(
    from: Suspension | undefined,
    to: Suspension,
    by: Accountable,
    partner: { readonly id: PartnerId } | undefined,
  ): Promise<'moved' | 'changed'>;
};
