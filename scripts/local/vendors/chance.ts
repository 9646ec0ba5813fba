import { randomInt } from 'node:crypto';

/** Where a simulated vendor's ids and keys come from; a seeded one gives the same ones each time. */
export type Chance = {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
};

export const cryptoChance: Chance = { int: (below) => randomInt(below) };

const hexOf = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A UUID of version 4 (RFC 9562, section 5.4). */
export const newUuid = (chance: Chance): string => {
  const group = (): string => hexOf(chance.int(0x10000), 4);
  const version = hexOf(0x4000 + chance.int(0x1000), 4);
  const variant = hexOf(0x8000 + chance.int(0x4000), 4);
  return `${group()}${group()}-${group()}-${version}-${variant}-${group()}${group()}${group()}`;
};

export const newBytes = (chance: Chance, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => chance.int(256)));
