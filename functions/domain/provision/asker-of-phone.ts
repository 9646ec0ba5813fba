import type { CapDeps } from '../limit/count-today.ts';

/** Whom codes and PINs to a phone (E.164) are counted for, however many businesses name it. No row holds the number. */
export const askerOfPhone = (by: CapDeps['by'], phone: string) =>
  ({ kind: 'asker', fingerprint: by.digest('phone of codes', phone).slice(0, 26) }) as const;
