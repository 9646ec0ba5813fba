import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type CloudGreetEvent, EVENT_SOURCE } from '../../contracts/events.ts';
import type { Bus } from '../../domain/announcement/ports.ts';
import { log } from '../../runtime/log.ts';

/** PutEvents takes so many entries a request. */
const MOST_ENTRIES = 10;

/** One line an event, under the call that it belongs to: a batch holds those of many. */
const tell = (event: CloudGreetEvent, isAccepted: boolean): void => {
  const { name, id: eventId, v: _, ...facts } = event;
  const line = { event: name, eventId, ...facts };
  if (isAccepted) log.info('event.published', line);
  else log.warn('event.not-accepted', line);
};

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
    const accepted = events.map((_, index) => answer.Entries?.[index]?.EventId !== undefined);
    events.forEach((event, index) => void tell(event, accepted[index] ?? false));
    return accepted;
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
