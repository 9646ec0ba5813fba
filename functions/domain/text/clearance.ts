import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from '../business/business.ts';

/**
 * Whether carriers want to know who sends from that number (E.164) before they carry a text of a program. In the United States and
 * what shares its country code they block every other: a ten-digit number has to be in an accepted campaign (10DLC), a toll-free one
 * verified. Elsewhere nobody asks. Source: https://developers.telnyx.com/docs/messaging/10dlc/quickstart.
 */
const isClearanceNeeded = (number: string): boolean => number.startsWith('+1');

/** Whether carriers take its texts, as far as was known when this was read; what is sent all the same is blocked. */
export const mayText = ({
  messaging,
  clearedForTexts,
}: Partial<Pick<Business, 'messaging' | 'clearedForTexts'>>): boolean =>
  messaging !== undefined &&
  (!isClearanceNeeded(messaging.from) || clearedForTexts?.number === messaging.from);

/** Which number's texts carriers take. A repeat changes nothing. */
export type Clearance = {
  /** `at`: ISO instant. Nothing happens where the business has another number. */
  grant(businessId: BusinessId, number: string, at: string): Promise<void>;
  withdraw(businessId: BusinessId): Promise<void>;
};
