import type { BusinessId } from '../../contracts/ids.ts';
import type { CompiledAgent } from './compiled-agent.ts';
import type { AgentAtVendor } from './ports.ts';

/** Why an agent is published. */
export type PublishReason = 'onboarding' | 'settings' | 'rollback';

/** What went wrong with a publish; `read_back_differs`: what the vendor has is not what it was sent. */
export type PublishFault =
  | 'vendor_refused'
  | 'vendor_unavailable'
  | 'vendor_outcome_unknown'
  | 'read_back_differs'
  | 'settings_too_long';

/** An agent as callers have heard it. Never changed: going back to it says so in `AgentRecord`. */
export type PublishedAgent = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** 1 and up, without a gap. */
  readonly number: number;
  readonly hash: string;
  readonly compiled: CompiledAgent;
  /** ISO instant. */
  readonly publishedAt: string;
  readonly reason: PublishReason;
  /** What callers heard before it: where an owner goes back to. */
  readonly before?: number | undefined;
};

/** What callers hear now. */
export type LiveAgent = {
  readonly number: number;
  readonly hash: string;
  /** The vendor's number of it: going back publishes an old body as a new version there. */
  readonly vendorVersion: number;
  /** ISO instant. */
  readonly since: string;
};

/** A publish under way: whoever has claimed it is alone at the vendor. */
export type Publishing = {
  readonly hash: string;
  readonly reason: PublishReason;
  /** ISO instant. */
  readonly claimedAt: string;
  /** The vendor's version that was about to be published: looked at first by who takes over. */
  readonly vendorVersion?: number | undefined;
};

export type FailedPublish = {
  readonly hash: string;
  readonly fault: PublishFault;
  /** ISO instant. */
  readonly at: string;
  readonly reason: PublishReason;
  /** The vendor's version that was about to be published: callers may hear it for all that we know. */
  readonly vendorVersion?: number | undefined;
};

/** Where a business's agent stands. `live` moves last, after the vendor was asked what it has. */
export type AgentRecord = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** Goes up with every change; a claim is fenced by it. */
  readonly version: number;
  /** How many have been published: the number of the next is one more. */
  readonly published: number;
  /** What was made at the vendor, half or whole. */
  readonly at?: Partial<AgentAtVendor> | undefined;
  readonly live?: LiveAgent | undefined;
  readonly publishing?: Publishing | undefined;
  readonly failed?: FailedPublish | undefined;
  /** An earlier one that an owner went back to, in the place of what their settings make: until those make another. */
  readonly chosen?: { readonly number: number; readonly insteadOf: string; readonly at: string } | undefined;
};

/** Longer than any worker lives: a claim that is older belongs to nobody. */
export const PUBLISH_CLAIM_MS = 3 * 60_000;

export const isClaimed = ({ publishing }: AgentRecord, now: number): boolean =>
  publishing !== undefined && now - Date.parse(publishing.claimedAt) < PUBLISH_CLAIM_MS;

/** The record changed so; a version later. */
export const nextRecord = (
  from: AgentRecord,
  change: Partial<Omit<AgentRecord, 'version'>>,
): AgentRecord => ({
  ...from,
  ...change,
  version: from.version + 1,
});

export const newRecord = (businessId: BusinessId): AgentRecord => ({
  v: 1,
  businessId,
  version: 0,
  published: 0,
});
