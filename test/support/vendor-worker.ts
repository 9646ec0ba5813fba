import { readRetellEvent } from '../../functions/adapters/retell/events.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import type { VendorFact } from '../../functions/domain/vendor-event/apply-fact.ts';
import { leaveQuarantine } from '../../functions/domain/vendor-event/leave-quarantine.ts';
import { releaseQuarantined } from '../../functions/domain/vendor-event/release-quarantined.ts';
import { takeEvent } from '../../functions/domain/vendor-event/take-event.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { applyVendorEvent } from '../../functions/runtime/vendor-events.ts';
import { aCallWorld, RECEIVED_AT, registryOf } from './call-world.ts';
import { memoryQuarantine } from './memory-quarantine.ts';

/** The worker that applies what vendors tell us, with everything in memory and before any business is known. */
export const aVendorWorker = () => {
  const calls = aCallWorld();
  const known: Business[] = [];
  const memory = memoryQuarantine((eventId) => calls.inbox.has(eventId));
  const { quarantine, bodies } = memory;
  const remembered: unknown[] = [];
  const looked: string[] = [];
  const hooks: { afterLook?: () => void } = {};
  const deps = {
    ...calls.deps,
    quarantine,
    bodies,
    registry: {
      async byAgent(agentId: string) {
        looked.push(agentId);
        const found = await registryOf(...known).byAgent(agentId);
        hooks.afterLook?.();
        return found;
      },
      numberOf: (number: string) => registryOf(...known).numberOf(number),
    },
    events: { remember: async (...event: unknown[]) => void remembered.push(event) },
  };
  const read = readRetellEvent(hashing);
  const receive = applyVendorEvent<VendorFact>({
    bodies,
    quarantine,
    leave: leaveQuarantine({ quarantine, bodies }),
    read: { retell: read, stripe: read, telnyx: read, resend: read },
    // Calls are all that comes here.
    take: takeEvent(deps as never),
  });
  const queue: VendorMessage[] = [];
  return {
    ...memory,
    hooks,
    known,
    looked,
    queue,
    remembered,
    receive,
    hear: (event: unknown) =>
      receive({
        v: 1,
        vendor: 'retell',
        receivedAt: RECEIVED_AT,
        correlationId: 'call_1',
        body: JSON.stringify(event),
      }),
    release: releaseQuarantined({ quarantine, messages: { put: async (one) => void queue.push(one) } }),
    call: calls.call,
    inbox: calls.inbox,
  };
};
