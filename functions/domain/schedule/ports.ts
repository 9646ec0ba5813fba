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
