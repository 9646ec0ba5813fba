import type { KeptBodies, Quarantine, SettingAside } from '../../functions/domain/vendor-event/ports.ts';
import type { QuarantinedEvent } from '../../functions/domain/vendor-event/vendor-event.ts';

/** A quarantine that keeps the ports' promises in memory. `isApplied`: whether an event has its inbox row. */
export const memoryQuarantine = (isApplied: (eventId: string) => boolean) => {
  const rows = new Map<string, QuarantinedEvent>();
  const objects = new Map<string, string>();
  const kept: string[] = [];
  const idOf = ({ awaits, vendor, eventId }: QuarantinedEvent) => `${awaits}#${vendor}#${eventId}`;
  const quarantine: Quarantine & SettingAside = {
    async put(event) {
      const id = idOf(event);
      const there = rows.get(id);
      if (there) rows.set(id, { ...there, triedAt: event.setAsideAt });
      if (there || isApplied(event.eventId)) return id;
      rows.set(id, event);
      kept.push(id);
      return id;
    },
    find: async (id) => rows.get(id),
    list: async (awaits) =>
      [...rows]
        .map(([id, event]) => ({ ...event, id }))
        .filter((event) => awaits === undefined || event.awaits === awaits),
    remove: async (id) => void rows.delete(id),
  };
  const keep = async (key: string, body: string): Promise<string> => {
    objects.set(key, body);
    return key;
  };
  const bodies: KeptBodies & { read(key: string): Promise<string> } = {
    keepUnknown: ({ vendor, eventId }, body) => keep(`unknown/${vendor}/${eventId}`, body),
    keepQuarantined: ({ vendor, eventId }, awaits, body) =>
      keep(`quarantine/${vendor}/${awaits}/${eventId}`, body),
    removeQuarantined: async (key) => void objects.delete(key),
    async read(key) {
      const body = objects.get(key);
      if (body === undefined) throw new Error(`no body under ${key}`);
      return body;
    },
  };
  return { quarantine, bodies, rows, objects, kept };
};
