import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import type {
  OnboardingState,
  StepName,
  StepProblem,
  StepState,
  WaitsFor,
} from '../../contracts/onboarding.ts';
import type { Sender } from '../provision/ports.ts';

/** What a person has said of a step, and what is known at vendors because of it. */
type FactsOfStep = {
  readonly profile: {
    readonly given: {
      /** The zone as the business is stored with it: confirmed, not guessed. */
      readonly zone: string;
      /** Three digits: where the number shall be from. */
      readonly areaCode: string;
      /** E.164: the number that customers know, whose calls are to come here. Absent: the new number is published. */
      readonly forwardFrom?: string | undefined;
    };
    readonly made: object;
  };
  readonly proof: {
    /** `tries` goes up with each code that is asked for; `askedAt`: ISO instant of the latest. */
    readonly given: {
      readonly by: 'text' | 'call';
      readonly tries: number;
      readonly askedAt: string;
      readonly code?: string | undefined;
    };
    /** For which try a code was sent, and to which phone; `proven`, that it was read back to us. */
    readonly made: { readonly sentFor?: number; readonly phone?: string; readonly proven?: string };
  };
  readonly services: { readonly given: { readonly settingsVersion: number }; readonly made: object };
  readonly subscription: {
    /** Goes up when another visit to the checkout is asked for. */
    readonly given: { readonly visit: number };
    readonly made: {
      readonly customerId?: string;
      readonly trialDays?: number;
      /** Stripe's id of the visit that is open, which visit it is, its page, and until when it stands. */
      readonly checkoutId?: string | undefined;
      readonly attempt?: number;
      readonly url?: string | undefined;
      readonly expiresAt?: string | undefined;
      readonly subscriptionId?: string;
      readonly trialEndsAt?: string | undefined;
    };
  };
  readonly number: {
    readonly given: { readonly areaCode: string };
    readonly made: {
      readonly messagingProfileId?: string;
      readonly orderId?: string;
      readonly number?: string;
      readonly numberId?: string;
    };
  };
  readonly agent: {
    readonly given: object;
    readonly made: { readonly agentId?: string; readonly modelId?: string };
  };
  readonly line: {
    readonly given: object;
    readonly made: {
      readonly imported?: string;
      readonly routed?: string;
      /** Where calls go that our trunk does not take. */
      readonly forwardsTo?: string;
      readonly connected?: string;
    };
  };
  readonly texting: {
    readonly given: {
      readonly sender: Sender;
      /**
       * Of a sole proprietor, whom the registry texts a PIN. `asks` goes up with each that is asked for, `askedAt`: ISO instant of
       * the latest. `said`: the PIN as it was read back, sealed, until it has been checked.
       */
      readonly pin?:
        | { readonly asks: number; readonly askedAt: string; readonly said?: string | undefined }
        | undefined;
    };
    readonly made: {
      readonly brandId?: string;
      readonly pin?: SentPin;
      readonly campaignId?: string;
      readonly assigned?: string;
      /** Since when carriers take its texts (ISO instant), all that waited for that having been asked for anew. */
      readonly releasedSince?: string;
      /** What was rejected last, and which wish that was seen at. */
      readonly rejected?: string;
      readonly rejectedAtWish?: number;
    };
  };
  readonly forwarding: {
    readonly given: { readonly carrier: string; readonly since: string };
    readonly made: { readonly callId?: string };
  };
  readonly 'test-call': { readonly given: object; readonly made: { readonly callId?: string } };
};

/** The latest PIN that the registry was asked to text, for which of its brands and which of those that somebody asked for. */
export type SentPin = {
  readonly brandId: string;
  readonly ask: number;
  /** When the registry had texted the one before, by its own clock: another time means that it has texted this one. */
  readonly before?: string | undefined;
  /** With what it is sealed when it is read back. */
  readonly lock: string;
  /** ISO instant; absent: nobody knows yet whether it was texted. */
  readonly sentAt?: string | undefined;
  /** How often something else was read back. */
  readonly wrong: number;
  /** The registry has taken it. */
  readonly isTaken?: boolean | undefined;
};

export type Problem = {
  readonly code: StepProblem;
  /** In the vendor's words, where they help: never a secret. */
  readonly detail?: string | undefined;
};

/** What a vendor has confirmed to be gone. */
export type Released = {
  readonly vendor: 'stripe' | 'telnyx' | 'retell';
  readonly what: string;
  readonly id: string;
  /** ISO instant at which it was looked for and not found. */
  readonly at: string;
};

export type StepOf<Name extends StepName> = {
  readonly v: 1;
  readonly businessId: BusinessId;
  readonly name: Name;
  readonly state: StepState;
  /** Goes up with every claim: a worker that has lost its claim writes nothing. */
  readonly epoch: number;
  /** Goes up whenever a person says something: what was done for an older wish is looked at again. */
  readonly wish: number;
  /** How often in a row it could not be done just then. */
  readonly failures: number;
  /** While it was worked on something came that may have ended what it was found to be: it is not done before another look. */
  readonly isOvertaken?: boolean | undefined;
  readonly claimedAt?: string | undefined;
  /** ISO instant at which it is looked at again. */
  readonly dueAt?: string | undefined;
  /** ISO instant before which it is not looked at, whatever anybody says: something may still be under way at a vendor. */
  readonly notBefore?: string | undefined;
  readonly waitsFor?: WaitsFor | undefined;
  readonly problem?: Problem | undefined;
  readonly doneAt?: string | undefined;
  readonly given?: FactsOfStep[Name]['given'] | undefined;
  readonly made: FactsOfStep[Name]['made'];
  readonly released?: readonly Released[] | undefined;
};
export type Given<Name extends StepName> = FactsOfStep[Name]['given'];
export type Made<Name extends StepName> = FactsOfStep[Name]['made'];
export type Steps = { readonly [Name in StepName]: StepOf<Name> };
export type AnyStep = Steps[StepName];

/** All of it: a row of its own and a row for each step, read and written together. */
export type Onboarding = {
  readonly v: 1;
  readonly businessId: BusinessId;
  readonly state: OnboardingState;
  /** Goes up with every change of anything in it. */
  readonly version: number;
  readonly startedAt: string;
  readonly liveAt?: string | undefined;
  /** Whose program started it, and their own id of the business. */
  readonly partner?: { readonly id: PartnerId; readonly externalId?: string | undefined } | undefined;
  readonly steps: Steps;
};

/** What has to be done (or skipped) before. */
export const NEEDS: { readonly [Name in StepName]: readonly StepName[] } = {
  profile: [],
  proof: ['profile'],
  services: ['profile'],
  // Nothing is bought before somebody pays for it.
  subscription: ['profile', 'proof', 'services'],
  number: ['subscription'],
  agent: ['subscription'],
  line: ['number', 'agent'],
  texting: ['line'],
  forwarding: ['line'],
  'test-call': ['line'],
};

/** Takes days: a business answers its phone meanwhile. */
export const NOT_NEEDED_TO_BE_LIVE: readonly StepName[] = ['texting'];

/** What an owner may leave out. */
export const SKIPPABLE: readonly StepName[] = ['texting', 'forwarding'];

/** Nothing can be done before a person has said something. */
export const ASKS_FIRST: Readonly<Partial<Record<StepName, WaitsFor>>> = {
  profile: 'confirmation',
  proof: 'how-to-send-code',
  services: 'confirmation',
  texting: 'sender',
  forwarding: 'carrier-name',
};

export const isOver = ({ state }: Pick<AnyStep, 'state'>): boolean => state === 'done' || state === 'skipped';

/** Whether its business gives up what it has, or has: nothing more is done for it. */
export const isLeaving = ({ state }: Pick<Onboarding, 'state'>): boolean =>
  state === 'closing' || state === 'closed';
