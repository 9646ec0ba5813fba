import type { BusinessId, ExportId } from '../../contracts/ids.ts';
import { type MakeExportDeps, makeExport } from '../export/make-export.ts';
import { type ContinueDeps, continueOnboarding } from '../onboarding/continue-onboarding.ts';
import { type ClosingDeps, continueClosing } from './continue-closing.ts';
import { type EraseDeps, eraseBusiness } from './erase-business.ts';

export type BringOnOrCloseDeps = ContinueDeps & ClosingDeps & EraseDeps & MakeExportDeps;

/** A business comes to its line or gives it up, by one worker: nothing else buys, makes or releases anything at vendors. */
export const bringOnOrClose = (deps: BringOnOrCloseDeps) => {
  const bringOn = continueOnboarding(deps);
  const close = continueClosing(deps);
  const erase = eraseBusiness(deps);
  const archive = makeExport(deps);
  return async (event: {
    readonly businessId: BusinessId;
    readonly name: string;
    readonly exportId?: ExportId | undefined;
  }): Promise<string> => {
    const { name, businessId, exportId } = event;
    if (name === 'erasure.requested') return erase(event);
    if (exportId !== undefined) return archive({ businessId, exportId });
    const broughtOn = name === 'closing.requested' ? '' : await bringOn(event);
    const mayEndIt = name === 'closing.requested' || name === 'subscription.changed';
    return [broughtOn, mayEndIt ? await close(event) : ''].filter(Boolean).join(' ');
  };
};
