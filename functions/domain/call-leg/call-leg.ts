import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** What the carrier tells of one leg of a phone call. Its events come twice, late and in any order. */
export type CallLegFact = {
  readonly kind: 'call-leg';
  readonly occasion: VendorEvent;
  readonly legId: string;
  /** ISO instant at which it happened there. */
  readonly at: string;
  readonly step: CallLegStep;
  /** Said at the first step only. */
  readonly direction: 'incoming' | 'outgoing' | undefined;
  /** E.164, a SIP address, or a word where the caller hides. */
  readonly from: string;
  readonly to: string;
  readonly about: CallLegAbout;
  readonly details: Readonly<Record<string, string | undefined>>;
};

export type CallLegStep = 'initiated' | 'answered' | 'hangup';

/** The same in every event of a leg. */
export type CallLegAbout = {
  /** What legs of one phone call have in common. */
  readonly sessionId?: string | undefined;
  readonly connectionId?: string | undefined;
  /** ISO instant. */
  readonly startedAt?: string | undefined;
};

/** What was said last of one step: each step has fields of its own, so that their order does not matter. */
export type Said = {
  /** ISO instant at which it happened there. */
  readonly at: string;
  readonly eventId: string;
};

/** A leg as it is known. Without `answered` nobody picked up, or we have not heard of it yet. */
export type CallLeg = CallLegAbout & {
  readonly v: 1;
  readonly id: string;
  readonly businessId: BusinessId;
  readonly from: string;
  readonly to: string;
  readonly initiated?: (Said & { readonly direction?: string; readonly attestation?: string }) | undefined;
  readonly answered?: Said | undefined;
  /** `cause`, `source` (who ended it) and `sipCause` (a SIP status) in the carrier's words. */
  readonly hangup?:
    | (Said & { readonly cause?: string; readonly source?: string; readonly sipCause?: string })
    | undefined;
};
