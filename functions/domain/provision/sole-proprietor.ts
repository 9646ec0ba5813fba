import type { Sender } from './ports.ts';

/** Without a tax number it is a person in business, whom the registry knows by their phone. */
export const isSoleProprietor = ({ ein }: Pick<Sender, 'ein'>): boolean => ein === undefined;

/** Where the registry texts a sole proprietor's PIN. E.164. */
export const pinPhoneOf = ({ mobilePhone, phone }: Pick<Sender, 'mobilePhone' | 'phone'>): string =>
  mobilePhone ?? phone;
