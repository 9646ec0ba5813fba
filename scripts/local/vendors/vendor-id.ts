import { type Chance, cryptoChance } from './chance.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits after a prefix, the way Stripe and Svix write ids: `in_8sVnq2mXk1…`. 24 of them by default. */
export type NewId = (prefix: string, length?: number) => string;

export const idsFrom =
  (chance: Chance): NewId =>
  (prefix, length = 24) => {
    let id = prefix;
    for (let index = 0; index < length; index += 1) id += ALPHABET[chance.int(ALPHABET.length)];
    return id;
  };

export const vendorId: NewId = idsFrom(cryptoChance);
