import { buildApp } from 'fauxqs';

export type QueueDepth = {
  readonly visible: number;
  readonly inFlight: number;
  /** Milliseconds since 1970, by the machine's clock; undefined for an empty queue. */
  readonly oldestSentAt: number | undefined;
};

export type QueuesAndObjects = {
  /** Serves SQS and S3. */
  readonly url: string;
  depth(queueName: string): Promise<QueueDepth>;
  stop(): Promise<void>;
};

type Message = { sentTimestamp: number };
type Inspection = {
  attributes: Record<string, string>;
  messages: { ready: Message[]; delayed: Message[]; inflight: { message: Message }[] };
};

/** Starts fauxqs in this process: SQS and S3 in memory, on the loopback address only. */
export const startQueuesAndObjects = async (region: string): Promise<QueuesAndObjects> => {
  const app = buildApp({ logger: false, defaultRegion: region });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    async depth(queueName) {
      const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${queueName}` });
      const { attributes, messages } = response.json<Inspection>();
      const all = [
        ...messages.ready,
        ...messages.delayed,
        ...messages.inflight.map(({ message }) => message),
      ];
      const oldest = Math.min(...all.map(({ sentTimestamp }) => sentTimestamp));
      return {
        visible: Number(attributes.ApproximateNumberOfMessages),
        inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible),
        oldestSentAt: Number.isFinite(oldest) ? oldest : undefined,
      };
    },
    stop: () => app.close(),
  };
};
