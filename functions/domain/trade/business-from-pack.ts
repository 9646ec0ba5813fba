import type { Profile } from '../business/business.ts';
import type { TradePack } from './trade-pack.ts';

/** What an owner of that trade begins with, and edits. */
export const businessFromPack = (
  pack: TradePack,
): Pick<Profile, 'trade' | 'worksAt' | 'hours' | 'services'> => ({
  trade: pack.id,
  worksAt: pack.worksAt,
  hours: pack.hours,
  services: pack.services,
});
