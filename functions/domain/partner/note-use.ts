import type { PartnerKeyId } from '../../contracts/ids.ts';
import type { PartnerKey } from './partner.ts';
import type { KeyUses } from './ports.ts';

/** Counts a request made with a key, and notes once an hour that it is used. */
export const noteUse = (uses: Pick<KeyUses, 'count' | 'note'>) => {
  const noted = new Map<PartnerKeyId, string>();
  return async (key: PartnerKey, nowMs: number): Promise<void> => {
    const at = new Date(nowMs).toISOString();
    const hour = `${at.slice(0, 'YYYY-MM-DDTHH'.length)}:00:00.000Z`;
    const note = async () => {
      if (noted.get(key.id) === hour) return;
      await uses.note(key, hour);
      noted.set(key.id, hour);
    };
    await Promise.all([uses.count(key, at.slice(0, 'YYYY-MM'.length), nowMs), note()]);
  };
};
