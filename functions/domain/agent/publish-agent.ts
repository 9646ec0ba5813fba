import type { BusinessId } from '../../contracts/ids.ts';
import type { Described, Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import {
  type AgentRecord,
  isClaimed,
  type LiveAgent,
  newRecord,
  nextRecord,
  type PublishFault,
  type PublishReason,
} from './agent-record.ts';
import { type HeldRecord, holdRecord } from './hold-record.ts';
import { isLedTo, type LeadDeps, leadNumbers } from './lead-numbers.ts';
import type { AgentAtVendor, AgentRecords, VoiceAgents } from './ports.ts';
import { putAtVendor, ReadBackDiffers } from './put-at-vendor.ts';
import { type Wanted, type WantedDeps, wantedAgent } from './wanted-agent.ts';

export type PublishDeps = WantedDeps &
  LeadDeps & {
    readonly records: AgentRecords;
    readonly agents: VoiceAgents;
    readonly settings: Pick<Settings, 'find'>;
    readonly clock: { now(): number };
  };

/** `unchanged`: callers hear it already, by the vendor's own word. */
export type Published = {
  readonly did: 'published' | 'unchanged';
  readonly at: AgentAtVendor;
  readonly live: LiveAgent;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const faultOf = (error: unknown): PublishFault | undefined => {
  if (error instanceof ReadBackDiffers) return 'read_back_differs';
  if (!(error instanceof Refusal)) return undefined;
  const { code } = error;
  if (code === 'invalid_arguments') return 'settings_too_long';
  return code === 'vendor_refused' || code === 'vendor_unavailable' || code === 'vendor_outcome_unknown'
    ? code
    : undefined;
};

/**
 * Has callers hear what the business's settings make, or what its owner has gone back to, by every number that it has.
 * Publishes nothing where the vendor has it already. One at a time: a second is refused with `busy_try_again` while the
 * first is at work, and a claim whose owner died is taken over after three minutes. `live` moves last; every failure leaves
 * it as it was, is kept with its fault and thrown: `vendor_refused`, `vendor_unavailable`, `vendor_outcome_unknown` (also where the vendor
 * does not have what it was sent), `invalid_arguments` (settings too long), `business_not_found`, `business_closing`.
 */
export const publishAgent = (deps: PublishDeps) => {
  const { records, agents, settings, clock } = deps;
  const wantedOf = wantedAgent(deps);
  const isLed = isLedTo(deps);
  const lead = leadNumbers(deps);

  /** By the vendor's own word, what callers hear is what they should. */
  const isHeard = async (
    record: AgentRecord,
    business: Described,
    hash: string,
  ): Promise<Published | undefined> => {
    const { live, at, publishing, failed: before } = record;
    // Where something else may have been published since, asking for this one says nothing.
    if (
      publishing ||
      before?.vendorVersion !== undefined ||
      live?.hash !== hash ||
      !at?.agentId ||
      !at.modelId
    )
      return undefined;
    const whole = { agentId: at.agentId, modelId: at.modelId };
    const there = await agents.read(whole, live.vendorVersion);
    if (!there?.isPublished || there.hash !== hash) return undefined;
    return (await isLed(business, whole.agentId)) ? { did: 'unchanged', at: whole, live } : undefined;
  };

  const failed = async (
    held: HeldRecord,
    hash: string,
    reason: PublishReason,
    fault: PublishFault,
  ): Promise<void> => {
    const { publishing, failed: before } = held.now();
    const vendorVersion = publishing?.vendorVersion ?? before?.vendorVersion;
    const failure = { hash, fault, at: iso(clock.now()), reason, vendorVersion };
    await held.change({ publishing: undefined, failed: failure });
  };

  const settle = async (
    held: HeldRecord,
    { agent, number: heardAs, chosen }: Wanted,
    done: Omit<Published, 'did' | 'live'> & { readonly vendorVersion: number },
    reason: PublishReason,
  ): Promise<Published> => {
    const record = held.now();
    const { hash, businessId } = agent;
    const since = iso(clock.now());
    // What is live already was only lost at the vendor: it keeps its number.
    const number = heardAs ?? (record.live?.hash === hash ? record.live.number : record.published + 1);
    const live = { number, hash, vendorVersion: done.vendorVersion, since };
    const made =
      number > record.published
        ? {
            v: 1 as const,
            businessId,
            number,
            hash,
            compiled: agent,
            publishedAt: since,
            reason,
            before: record.live?.number,
          }
        : undefined;
    const to = nextRecord(record, {
      at: done.at,
      live,
      published: Math.max(record.published, number),
      publishing: undefined,
      failed: undefined,
      chosen,
    });
    if ((await records.publish(record, to, made)) === 'changed')
      throw new Refusal('claim_lost', { agent: businessId });
    return { did: 'published', at: done.at, live };
  };

  const publish = async (
    record: AgentRecord | undefined,
    business: Described,
    wanted: Wanted,
    reason: PublishReason,
  ): Promise<Published> => {
    const { hash, businessId } = wanted.agent;
    const begun = record ?? newRecord(businessId);
    // Whatever it was: callers may hear it, as far as anybody knows.
    const left = begun.publishing?.vendorVersion ?? begun.failed?.vendorVersion;
    const claim = { hash, reason, claimedAt: iso(clock.now()), vendorVersion: left };
    const claimed = nextRecord(begun, { publishing: claim });
    if ((await records.move(record, claimed)) === 'changed')
      throw new Refusal('busy_try_again', { agent: businessId });
    const held = holdRecord(records, claimed);
    try {
      const done = await putAtVendor(
        agents,
        wanted.agent,
        { at: begun.at, vendorVersion: left },
        {
          made: (at) => held.change({ at }),
          aboutToPublish: (vendorVersion) => held.change({ publishing: { ...claim, vendorVersion } }),
        },
      );
      await lead(business, done.at.agentId);
      return await settle(held, wanted, done, reason);
    } catch (error) {
      const fault = faultOf(error);
      if (fault) await failed(held, hash, reason, fault);
      throw error;
    }
  };

  /** Nobody sees to it before the settings are shorter. */
  const refuse = async (record: AgentRecord | undefined, error: unknown, reason: PublishReason) => {
    const fault = faultOf(error);
    if (fault && record) await failed(holdRecord(records, record), '', reason, fault);
    throw error;
  };

  return async (businessId: BusinessId, reason: PublishReason): Promise<Published> => {
    const record = await records.find(businessId);
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found', { businessId });
    if (record && isClaimed(record, clock.now())) throw new Refusal('busy_try_again', { agent: businessId });
    let wanted: Wanted;
    try {
      wanted = await wantedOf(record, business);
    } catch (error) {
      return refuse(record, error, reason);
    }
    const heard = record && (await isHeard(record, business, wanted.agent.hash));
    if (!heard) return publish(record, business, wanted, reason);
    const number = wanted.number ?? heard.live.number;
    // A failure that is over, or a choice that the settings have overtaken, is not shown any longer.
    if (!record.failed && (!record.chosen || wanted.chosen) && number === heard.live.number) return heard;
    const live = { ...heard.live, number };
    await holdRecord(records, record).change({ failed: undefined, chosen: wanted.chosen, live });
    return { ...heard, live };
  };
};
