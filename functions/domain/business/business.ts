import type { BusinessId } from '../../contracts/ids.ts';
import { plainWords } from '../agent/plain-words.ts';
import type { Notifications } from '../alert/notifications.ts';

/** Minutes in the cell that durations, increments and starts are multiples of. */
export const QUARTER_MINUTES = 15;
/** No service takes longer: what began before that is over. */
export const LONGEST_SERVICE_MS = 15 * 3_600_000;

/** A span of opening, in the business's own wall time; `closes` at or before `opens` ends on the next day. */
export type OpeningSpan = {
  /** 0 is Sunday. */
  readonly weekday: number;
  /** `HH:MM`, 00:00 to 23:45. */
  readonly opens: string;
  /** `HH:MM`, 24:00 allowed. */
  readonly closes: string;
};

export type Service = {
  readonly id: string;
  readonly name: string;
  readonly durationMinutes: number;
  /** What such a job brings in on average, as the owner says; absent or null: what any job of the business does. */
  readonly jobValueCents?: number | null | undefined;
};

export type Crew = {
  /** One or two letters: it is part of every busy quarter's attribute name. */
  readonly id: string;
  readonly name: string;
};

/** A business and its rules: the configuration row, read with every lookup and cached 60 s for everything else. */
export type Business = {
  readonly v: 1;
  readonly id: BusinessId;
  readonly name: string;
  readonly trade: string;
  readonly address: string;
  /** Whether it goes to its customers or they come to it: where an appointment without an address is. */
  readonly worksAt: 'customer' | 'premises';
  /** IANA zone: how the business reads and speaks time. */
  readonly zone: string;
  /** Fixed for ever at creation: where its days are cut, in minutes east of UTC. The zone may change, this may not. */
  readonly dayOffsetMinutes: number;
  readonly hours: readonly OpeningSpan[];
  readonly services: readonly Service[];
  readonly crews: readonly Crew[];
  /** Starts are offered every so many minutes from opening. */
  readonly startEveryMinutes: number;
  /** No offer sooner than this from now. */
  readonly noticeMinutes: number;
  /** No offer later than this from now. */
  readonly horizonDays: number;
  /** How the agent greets; absent or null: in the usual words. What it has to say besides is not part of it. */
  readonly greeting?: string | null | undefined;
  readonly notifications?: Notifications | undefined;
  /** What a job brings in on average, as the owner says; absent or null: not known. */
  readonly jobValueCents?: number | null | undefined;
  /** Caps of its own in the place of those in domain/limit/limits.ts: set by operators, and no field of the API. */
  readonly dailyCaps?: Readonly<Partial<Record<'texts' | 'replies' | 'invitations', number>>> | undefined;
  /** Retell agents and E.164 numbers that belong to this business. */
  readonly agentIds: readonly string[];
  readonly numbers: readonly string[];
  readonly owner: {
    readonly email: string;
    /** Numbers of the owner: calls from them are answered but never billed. */
    readonly phones: readonly string[];
    readonly transferNumber: string;
  };
  readonly billing: {
    readonly stripeCustomerId: string;
    readonly defaultPaymentMethod?: string | undefined;
    readonly bookingFeeCents: number;
    /** As Stripe last told; the bookings of `incomplete`, `unpaid`, `paused` and `cancelled` ones are not billed. */
    readonly subscription:
      | 'trialing'
      | 'active'
      | 'past_due'
      | 'incomplete'
      | 'unpaid'
      | 'paused'
      | 'cancelled';
    /** ISO instant since which it is `past_due` without a break. */
    readonly pastDueSince?: string | undefined;
    /** Whether bookings during the trial are charged or recorded and waived. */
    readonly feesDuringTrial: 'charge' | 'waive';
  };
  /** Its callers are put through or leave a message, whatever it pays: it is suspended, or its line is being taken down. */
  readonly outOfService?: 'suspended' | 'closing' | undefined;
  readonly messaging: {
    /** E.164 number that texts are sent from. */
    readonly from: string;
    readonly messagingProfileId: string;
  };
  /** The number (E.164) whose texts US carriers take, and since which ISO instant; absent: they take none of this business. */
  readonly clearedForTexts?: { readonly number: string; readonly since: string } | undefined;
};

/** What makes it reachable: agent and numbers, who pays, what texts are sent from. */
export type Line = Pick<Business, 'agentIds' | 'numbers' | 'billing' | 'messaging'>;

/** A business as its owner describes it. It is there before it has a line, and nobody can call it until then. */
export type Profile = Omit<Business, keyof Line> & {
  /** Goes up with every change of settings; absent: none so far. */
  readonly settingsVersion?: number | undefined;
};

/** Whether somebody who says this means that service: its id or its name, in any case, as an agent can read and say it. */
export const isNamed = (service: Service, said: string): boolean =>
  [service.id, service.name].some(
    (name) => plainWords(name).toLowerCase() === plainWords(said).toLowerCase(),
  );

export const serviceOf = (business: Pick<Profile, 'services'>, nameOrId: string): Service | undefined =>
  business.services.find((service) => isNamed(service, nameOrId));

/** The agent and number are ours to know: what a request says of them must match this row. */
export const belongsTo = (
  business: Business,
  call: { agentId?: string | undefined; number?: string | undefined },
) =>
  (call.agentId === undefined || business.agentIds.includes(call.agentId)) &&
  (call.number === undefined || business.numbers.includes(call.number)) &&
  (call.agentId !== undefined || call.number !== undefined);
