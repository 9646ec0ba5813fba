import type { BusinessId } from '../../contracts/ids.ts';

/** What the agent can do in a call besides talking. */
export type AgentTool =
  | { readonly kind: 'end-call'; readonly description: string }
  /** Puts the caller through; `{{owner_transfer_number}}` is filled when the phone rings. */
  | { readonly kind: 'transfer'; readonly description: string; readonly whileDialing: string }
  /** One of our own, by the name and the arguments of contracts/tools.ts. */
  | {
      readonly kind: 'ours';
      readonly name: 'lookup_availability' | 'book_appointment' | 'send_booking_sms';
      readonly description: string;
      /** Said while it runs; absent: nothing. */
      readonly meanwhile?: string | undefined;
      readonly timeoutMs: number;
      /** How often the vendor asks again where we did not answer. */
      readonly retries: number;
      /** JSON Schema of its arguments. */
      readonly parameters: Readonly<Record<string, unknown>>;
    };

/** The agent of a business, complete and in our own words: an adapter only spells it as the vendor does. */
export type CompiledAgent = {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** Stands for all that follows, the same for the same: 26 characters. */
  readonly hash: string;
  /** What people see at the vendor; the business's id is in it, so that what a lost answer has made is found again. */
  readonly name: string;
  readonly voice: string;
  readonly language: string;
  readonly zone: string;
  readonly model: string;
  /** `{{greeting}}`: it is filled when the phone rings. */
  readonly opening: string;
  readonly prompt: string;
  readonly tools: readonly AgentTool[];
  /** What stands in for what is filled when the phone rings, should our answer not come. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly longestCallMs: number;
  readonly silenceMs: number;
};
