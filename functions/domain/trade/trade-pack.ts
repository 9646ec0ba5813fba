import type { OpeningSpan, Service } from '../business/business.ts';

/** What callers may say of a danger, and what they hear before anything else. */
export type Emergency = {
  /** As people put it: the agent takes what means the same for the same. */
  readonly signs: readonly string[];
  /** What keeps people safe, word for word. */
  readonly say: string;
};

/** What a trade's businesses have in common. Ours, and nobody's settings: what is in it is trusted. */
export type TradePack = {
  readonly id: string;
  /** Goes up with every change of what follows: an agent is made of a version of it. */
  readonly version: number;
  readonly name: string;
  /** What owners call the trade, in lower case; the id and the name need not be among them. */
  readonly aliases: readonly string[];
  readonly worksAt: 'customer' | 'premises';
  /** Where owners begin, and edit. */
  readonly hours: readonly OpeningSpan[];
  readonly services: readonly Service[];
  /** What the trade needs to know beyond who, where and when. */
  readonly asks: readonly string[];
  readonly emergencies: readonly Emergency[];
  /** Completes "Never …". */
  readonly never: readonly string[];
  /** How people of the trade put things. */
  readonly words: readonly string[];
};
