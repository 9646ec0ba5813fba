import type { Answers } from '../../contracts/api/answers.ts';
import type { exportRoutes } from '../../contracts/api/exports.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { EXPORT_KEPT_DAYS } from '../../contracts/retention.ts';
import { type Derivation, derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import type { ArchiveAddress, Export, Exports } from './export.ts';

export type OfExports = {
  readonly exports: Pick<Exports, 'find' | 'ask'>;
  readonly archiveAddress: ArchiveAddress;
};
export type ExportDeps = {
  readonly of: (business: BusinessId) => Promise<OfExports>;
  readonly by: Derivation;
  readonly limits: CapDeps;
};

const DAY_MS = 86_400_000;

const isThere = ({ readyAt }: Export, nowMs: number): boolean =>
  readyAt !== undefined && nowMs - Date.parse(readyAt) < EXPORT_KEPT_DAYS * DAY_MS;

/** What each route of exports does. */
export const exportAnswers = ({ of, by, limits }: ExportDeps): Answers<typeof exportRoutes> => {
  const ids = derivedIds(by);
  const told = async (own: OfExports, found: Export, nowMs: number) => ({
    ...found,
    url: isThere(found, nowMs) ? await own.archiveAddress.sign(found) : undefined,
  });

  return {
    async requestExport({ path: { businessId }, caller, occasion, nowMs }) {
      const own = await of(businessId);
      const id = ids.export(occasion);
      const before = await own.exports.find(businessId, id);
      if (before) return told(own, before, nowMs);
      const holder = { kind: 'business', businessId } as const;
      await countToday(limits)({ holder, cap: 'exports of a business' }, id, nowMs);
      const askedAt = new Date(nowMs).toISOString();
      const wanted: Export = { v: 1, id, businessId, version: 1, state: 'requested', askedAt };
      await own.exports.ask(wanted, `person:${caller.personId}`);
      return wanted;
    },

    async showExport({ path: { businessId, exportId }, nowMs }) {
      const own = await of(businessId);
      const found = await own.exports.find(businessId, exportId);
      if (!found) throw new Refusal('export_not_found');
      return told(own, found, nowMs);
    },
  };
};
