import type { BusinessId } from '../../contracts/ids.ts';
import type { Accountable } from '../audit/audit-entry.ts';
import type { Onboarding } from '../onboarding/onboarding.ts';
import type { Closing } from './closing.ts';

/** By which names vendors knew what belonged to a business. */
export type LineNames = {
  readonly agentIds: readonly string[];
  /** E.164. */
  readonly numbers: readonly string[];
  readonly orderIds: readonly string[];
  readonly brandIds: readonly string[];
  readonly campaignIds: readonly string[];
};

export type Closings = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId): Promise<Closing | undefined>;
  /**
   * Writes a new one and that nothing is made for the business any more, together and on record: `from` is its onboarding
   * (undefined: it has none), `to` the same in state `closing`. `changed`: one of them is not as it was read.
   */
  begin(
    closing: Closing,
    onboarding: { readonly from: Onboarding | undefined; readonly to: Onboarding },
    by: Accountable,
  ): Promise<'begun' | 'changed'>;
  /** Writes it, if nothing was changed meanwhile. What is due of it wakes by itself. `by`: who has said so, on record. */
  move(from: Closing, to: Closing, by?: Accountable): Promise<'moved' | 'changed'>;
  /** From now on callers are put through, and no agent is published: the line is being taken down. A repeat changes nothing. */
  cutOff(businessId: BusinessId): Promise<void>;
  /**
   * The end: the business has no line, and vendors' names of it are nobody's, in one transaction and on record. What
   * belongs to another by now stays theirs.
   */
  finish(
    closing: { readonly from: Closing; readonly to: Closing },
    onboarding: { readonly from: Onboarding; readonly to: Onboarding },
    names: LineNames,
  ): Promise<'moved' | 'changed'>;
};
