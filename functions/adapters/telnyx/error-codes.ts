import type { FailureMeaning } from '../../domain/text/ports.ts';

/**
 * What Telnyx's codes of a message that did not arrive ask of us; any other is final, and its alarm asks a person.
 * 40002 and 40003 are spam blocks and 40015 a filter: another try would make them worse.
 * Source: developers.telnyx.com/docs/messaging/messages/error-codes.
 */
const MEANINGS: Readonly<Record<string, FailureMeaning>> = {
  /** Blocked by a STOP. */
  '40300': 'opted_out',
  /** A landline, or not routable. */
  '40001': 'untextable',
  /** Rejected for an unknown reason. */
  '40004': 'passing',
  /** Expired at the carrier. */
  '40005': 'passing',
  /** The recipient's carrier is down. */
  '40006': 'passing',
  /** Not registered (10DLC), as far as the carrier knows: a number that was just put into a campaign is known everywhere a while later. */
  '40010': 'passing',
  /** The carrier's rate limit. */
  '40011': 'passing',
  /** Expired in Telnyx's queue. */
  '40014': 'passing',
};

export const meaningOf = (code: string | undefined): FailureMeaning =>
  code !== undefined && Object.hasOwn(MEANINGS, code) ? (MEANINGS[code] ?? 'final') : 'final';
