import { cleaning } from './packs/cleaning.ts';
import { dental } from './packs/dental.ts';
import { electrical } from './packs/electrical.ts';
import { general } from './packs/general.ts';
import { hvac } from './packs/hvac.ts';
import { painting } from './packs/painting.ts';
import { plumbing } from './packs/plumbing.ts';
import { roofing } from './packs/roofing.ts';
import { salon } from './packs/salon.ts';
import type { TradePack } from './trade-pack.ts';

/** In the order that people choose from. */
export const TRADE_PACKS: readonly TradePack[] = [
  hvac,
  plumbing,
  roofing,
  painting,
  electrical,
  dental,
  salon,
  cleaning,
  general,
];

/** By what an owner calls the trade: its id, its name or an alias in any case; the general one for a trade we do not know. */
export const packOf = (trade: string): TradePack => {
  const said = trade.trim().toLowerCase();
  return (
    TRADE_PACKS.find((pack) => [pack.id, pack.name.toLowerCase(), ...pack.aliases].includes(said)) ?? general
  );
};
