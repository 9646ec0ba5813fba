import type { Announcement, Bus, Outbox } from './ports.ts';

/**
 * Puts what rows announce on the bus, and answers by position which the bus took. Only an accelerator: an announcement
 * that is not taken here stays in the due index and the release function sends it.
 */
export const relayEvents =
  (deps: { readonly bus: Bus; readonly outbox: Outbox }) =>
  async (announcements: readonly Announcement[]): Promise<readonly boolean[]> => {
    const accepted = await deps.bus.publish(announcements.map(({ event }) => event));
    await Promise.all(
      announcements
        .filter((_, index) => accepted[index])
        .map((announcement) => deps.outbox.settle(announcement)),
    );
    return accepted;
  };
