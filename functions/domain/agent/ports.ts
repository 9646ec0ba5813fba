import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { AgentRecord, PublishedAgent } from './agent-record.ts';
import type { CompiledAgent } from './compiled-agent.ts';

/** Both halves of an agent at the vendor: the one who speaks, and the model with prompt and tools behind it. */
export type AgentAtVendor = { readonly agentId: string; readonly modelId: string };

/** A version of it: a draft can be written, a published one cannot. */
export type AgentVersion = {
  readonly version: number;
  readonly isPublished: boolean;
  /**
   * What the vendor has, in our words and hashed as ours is; undefined where it has something that we never say. Equal to
   * that of the compiled agent: the vendor has what we sent.
   */
  readonly hash: string | undefined;
};

/**
 * Agents at the voice vendor. Every failure is a Refusal: `vendor_refused` (will never work), `vendor_unavailable` (nothing was
 * done, try again), `vendor_outcome_unknown` (look first). The vendor knows no idempotency: nothing is repeated in here.
 */
export type VoiceAgents = {
  /** What stands there for the business, also what a lost answer has made; the oldest where there are several. */
  find(businessId: BusinessId): Promise<Partial<AgentAtVendor>>;
  /** Makes the model, as a draft. */
  createModel(agent: CompiledAgent): Promise<string>;
  /** Makes the speaker for a model that is there. */
  createAgent(agent: CompiledAgent, modelId: string): Promise<AgentAtVendor>;
  /** Writes the draft that is there, both halves. */
  write(at: AgentAtVendor, agent: CompiledAgent): Promise<void>;
  /** As it stands now; undefined: it is not there. `latest` is the draft, or the published one where there is no draft. */
  read(at: AgentAtVendor, which: 'latest' | number): Promise<AgentVersion | undefined>;
  /** Publishes that version: it is what callers hear from now on. */
  publish(at: AgentAtVendor, version: number): Promise<void>;
  /** Takes both away. A repeat changes nothing; `read` says afterwards whether it is gone. */
  remove(at: Partial<AgentAtVendor>): Promise<void>;
};

/** A number as the voice vendor knows it. */
export type ImportedNumber = {
  /** E.164. */
  readonly number: string;
  /** Empty where it is bound, or reaches us, in any other way than ours: no agent, several, another trunk or webhook. */
  readonly agentId: string;
  /** `latest_published`, unless a rollback has bound an older one. */
  readonly agentVersion: 'latest_published' | number;
};

/** Numbers that the voice vendor answers over our SIP trunk. Failures as in `VoiceAgents`. */
export type VoiceNumbers = {
  /** As it stands now; undefined: it is not there. */
  find(number: string): Promise<ImportedNumber | undefined>;
  /** Asks for it to be answered by the agent, and for our inbound webhook of that business to be asked first. */
  import(businessId: BusinessId, number: ImportedNumber): Promise<void>;
  /** Binds one that is there to another agent or version. */
  bind(businessId: BusinessId, number: ImportedNumber): Promise<void>;
  /** A repeat changes nothing. */
  remove(number: string): Promise<void>;
};

/** Which agent callers hear, and those that they heard. */
export type AgentRecords = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId): Promise<AgentRecord | undefined>;
  /** The one of that number. */
  version(businessId: BusinessId, number: number): Promise<PublishedAgent | undefined>;
  /** At most a hundred, the latest first. */
  versions(businessId: BusinessId): Promise<readonly PublishedAgent[]>;
  /** Writes it, if nothing was changed meanwhile; `from` undefined: if there is none. */
  move(from: AgentRecord | undefined, to: AgentRecord): Promise<'moved' | 'changed'>;
  /** The same with what callers hear from now on: `made` where it is none that they heard before. On record. */
  publish(from: AgentRecord, to: AgentRecord, made: PublishedAgent | undefined): Promise<'moved' | 'changed'>;
  /** The same for what an owner has chosen, which is seen to at once. On record. */
  choose(
    from: AgentRecord,
    to: AgentRecord,
    by: { readonly personId: PersonId; readonly at: string },
  ): Promise<'moved' | 'changed'>;
};
