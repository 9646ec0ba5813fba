import { type CapDeps, countToday } from '../limit/count-today.ts';
import { askerOfPhone } from './asker-of-phone.ts';

/**
 * Counts PINs for phones, of which one phone is texted so many a day, however many businesses name it; each counts once, however often
 * it is tried. Refuses one more with `daily_cap_reached`.
 */
export const countedPins =
  (limits: CapDeps, clock: { now(): number }) =>
  async (phone: string, pin: string): Promise<void> => {
    const counted = { holder: askerOfPhone(limits.by, phone), cap: 'PINs for a phone' } as const;
    await countToday(limits)(counted, pin, clock.now());
  };
