import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from '../business/business.ts';
import type { DayDocument } from './availability.ts';

export type Schedules = {
  /**
   * The rules of a business and its day documents up to and including `lastDay` (`YYYY-MM-DD` at its fixed offset), in
   * one Query. undefined: no such business.
   */
  read(
    businessId: BusinessId,
    lastDay: string,
  ): Promise<{ business: Business; days: ReadonlyMap<string, DayDocument> } | undefined>;
};

/** What is taken, without the rules. */
export type DayDocuments = {
  /**
   * From `firstDay` to `lastDay` (`YYYY-MM-DD` at the business's fixed offset), both included, in one Query. A day
   * without a document is free.
   */
  read(businessId: BusinessId, firstDay: string, lastDay: string): Promise<ReadonlyMap<string, DayDocument>>;
};
