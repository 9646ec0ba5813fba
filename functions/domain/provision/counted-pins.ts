import { type CapDeps, countToday } from '../limit/count-today.ts';

/**
 * Counts PINs for phones, of which one phone is texted so many a day, however many businesses name it; each counts once, however often
 * it is tried. Refuses one more with `daily_cap_reached`.
 */
export const countedPins =
  (limits: CapDeps, clock: { now(): number }) =>
  async (phone: string, pin: string): Promise<void> => {
    const fingerprint = limits.by.digest('phone of codes', phone).slice(0, 26);
    const counted = { holder: { kind: 'asker', fingerprint }, cap: 'PINs for a phone' } as const;
    await countToday(limits)(counted, pin, clock.now());
  };
