import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type CloudGreetEvent, EVENT_SOURCE } from '../../contracts/events.ts';
import type { Bus } from '../../domain/announcement/ports.ts';

/** PutEvents takes so many entries a request. */
const MOST_ENTRIES = 10;

export const eventBus = (
  busName: string,
  client = new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  }),
): Bus => {
  const put = async (events: readonly CloudGreetEvent[]): Promise<readonly boolean[]> => {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: events.map((event) => ({
          EventBusName: busName,
          Source: EVENT_SOURCE,
          DetailType: event.name,
          Detail: JSON.stringify(event),
          Time: new Date(event.at),
        })),
      }),
    );
    // PutEvents succeeds as a whole while single entries fail.
    return events.map((_, index) => answer.Entries?.[index]?.EventId !== undefined);
  };
  return {
    async publish(events) {
      const accepted: boolean[] = [];
      for (let from = 0; from < events.length; from += MOST_ENTRIES) {
        accepted.push(...(await put(events.slice(from, from + MOST_ENTRIES))));
      }
      return accepted;
    },
  };
};
