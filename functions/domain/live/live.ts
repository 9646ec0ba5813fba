import type { Bearer } from '../../contracts/api/answers.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { LiveTopic } from '../../contracts/live.ts';

/** Whom a ticket lets in, once: this sign-in of this person, to this business. */
export type LiveTicket = Bearer & {
  readonly v: 1;
  readonly businessId: BusinessId;
  /** ISO instant. */
  readonly endsAt: string;
};

/** An open page of a member. */
export type LiveConnection = Bearer & {
  readonly v: 1;
  /** API Gateway's. */
  readonly id: string;
  readonly businessId: BusinessId;
  /** ISO instant. */
  readonly since: string;
};

/** What a change of a row means to open pages: something to ask for again, or that somebody may no longer look. */
export type LiveNews =
  | {
      readonly kind: 'changed';
      readonly businessId: BusinessId;
      readonly topic: LiveTopic;
    }
  /** Without a business: wherever they are a member. */
  | {
      readonly kind: 'standing';
      readonly personId: Bearer['personId'];
      readonly businessId: BusinessId | undefined;
    };
