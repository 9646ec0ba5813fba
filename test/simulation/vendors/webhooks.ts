import type { WebhookMessage } from '../../../scripts/local/vendors/webhook-deliveries.ts';
import type { Edge } from '../cloud/edge.ts';
import type { Chance } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a vendor waits for us, and after how long it tries again: as documented, then it gives up. */
const POLICIES = {
  stripe: {
    patienceMs: 10_000,
    retryMs: [MINUTE, 5 * MINUTE, HOUR, 3 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR],
  },
  telnyx: { patienceMs: 2_000, retryMs: [2_000, 10_000, MINUTE] },
  resend: { patienceMs: 15_000, retryMs: [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR] },
  retell: { patienceMs: 10_000, retryMs: [1_000, 5_000, 30_000] },
} as const;

export type WebhookVendor = keyof typeof POLICIES;

/** The headers of a delivery, as its vendor signs in that moment. */
export type Sign = (rawBody: string, id: string, atMs: number) => Readonly<Record<string, string>>;

export type Deliveries = {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly edge: Edge;
  /** Nothing leaves a vendor that is down. */
  readonly upAgainAt: (vendor: WebhookVendor) => number;
};

/** What was acknowledged: each of these must have an effect, or be kept. */
export type Acknowledged = { readonly vendor: WebhookVendor; readonly id: string; readonly rawBody: string };

/** Brings vendors' events to our edges as they do: at least once, in no order, late, again until it is acknowledged. */
export const createDeliveries = ({ kernel, chance, edge, upAgainAt }: Deliveries) => {
  const acknowledged: Acknowledged[] = [];
  const seen = { sent: 0, doubled: 0, givenUp: 0, late: 0 };
  let underWay = 0;

  const deliver = async (
    vendor: WebhookVendor,
    path: string,
    message: Pick<WebhookMessage, 'id' | 'type' | 'body'>,
    sign: Sign,
  ): Promise<void> => {
    const { patienceMs, retryMs } = POLICIES[vendor];
    for (const [attempt, waitMs] of [0, ...retryMs].entries()) {
      if (waitMs > 0) await kernel.wait(waitMs + chance.int(waitMs / 4 + 1));
      const until = upAgainAt(vendor);
      if (until > kernel.now) await kernel.wait(until - kernel.now + chance.int(MINUTE));
      const rawBody = message.body(attempt + 1, path);
      const headers = { 'content-type': 'application/json', ...sign(rawBody, message.id, kernel.now) };
      const answer = await edge.post(path, rawBody, headers, patienceMs);
      kernel.note(() => `${vendor} webhook ${message.type} ${message.id} → ${answer?.status ?? 'no answer'}`);
      if (answer !== undefined && answer.status < 300) {
        acknowledged.push({ vendor, id: message.id, rawBody });
        return;
      }
    }
    seen.givenUp += 1;
  };

  const start = (...given: Parameters<typeof deliver>): void => {
    underWay += 1;
    void deliver(...given).finally(() => {
      underWay -= 1;
    });
  };

  return {
    acknowledged,
    seen,
    underWay: () => underWay,
    send(vendor: WebhookVendor, path: string, message: WebhookMessage, sign: Sign): void {
      const copies = kernel.mishap(0.06) ? chance.between(2, 3) : 1;
      seen.sent += copies;
      if (copies > 1) seen.doubled += 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const isLate = kernel.mishap(0.08);
        if (isLate) seen.late += 1;
        const delay = isLate
          ? chance.pick([MINUTE, 20 * MINUTE, 3 * HOUR]) + chance.int(MINUTE)
          : chance.between(30, 2_500);
        kernel.after(delay, () => start(vendor, path, message, sign));
      }
    },
  };
};

export type WebhookDeliveries = ReturnType<typeof createDeliveries>;
