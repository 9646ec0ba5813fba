import type { KeptBodies, Quarantine } from './ports.ts';

/** Where a quarantined event lies. */
export type QuarantinePlace = { readonly quarantineId: string; readonly bodyKey: string };

/** Takes an event out of quarantine for good. The row goes first: whoever finds one finds its body too. */
export const leaveQuarantine =
  (deps: {
    readonly quarantine: Pick<Quarantine, 'remove'>;
    readonly bodies: Pick<KeptBodies, 'removeQuarantined'>;
  }) =>
  async ({ quarantineId, bodyKey }: QuarantinePlace): Promise<void> => {
    await deps.quarantine.remove(quarantineId);
    await deps.bodies.removeQuarantined(bodyKey);
  };
