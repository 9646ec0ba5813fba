import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { LiveChange } from '../../contracts/live.ts';
import { Refusal } from '../errors.ts';
import type { Membership } from '../person/person.ts';
import type { LiveConnection, LiveNews } from './live.ts';
import type { AdmitToLive, LiveConnections, LivePages } from './ports.ts';

/** A page that is only just connecting cannot be sent anything yet, and looks as if it had gone. */
const CONNECTING_MS = 30_000;

export type PushDeps = {
  readonly connections: LiveConnections;
  readonly pages: LivePages;
  /** As of a minute ago at the most: asked for each page that is to hear something. */
  readonly admit: AdmitToLive;
  /** As of now: asked where the rows of a person or a team have changed. */
  readonly admitNow: AdmitToLive;
  readonly membershipsOf: (id: PersonId) => Promise<readonly Pick<Membership, 'businessId'>[]>;
};

type Changed = LiveNews & { readonly kind: 'changed' };
type Standing = LiveNews & { readonly kind: 'standing' };

const mayLook = async (admit: AdmitToLive, connection: LiveConnection): Promise<boolean> => {
  try {
    await admit(connection, connection.businessId);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * Tells open pages what to ask for again, and cuts off those who may no longer look. Only an accelerator: a message
 * that is lost is noticed by the page, from the next one's number or the answer to its next ping.
 */
export const pushChanges = (deps: PushDeps) => {
  const { connections, pages, admit, admitNow, membershipsOf } = deps;

  const cutOff = async (connection: LiveConnection): Promise<void> => {
    await connections.remove(connection);
    await pages.close(connection.id);
  };

  const tell = async (
    connection: LiveConnection,
    messages: readonly LiveChange[],
    nowMs: number,
  ): Promise<void> => {
    if (!(await mayLook(admit, connection))) return cutOff(connection);
    for (const message of messages) {
      const outcome = await pages.send(connection.id, message);
      if (outcome === 'sent') continue;
      const hasLeft = outcome === 'gone' && nowMs - Date.parse(connection.since) > CONNECTING_MS;
      if (hasLeft) await connections.remove(connection);
      // What does not get one does not wait for the next: it notices the gap.
      return;
    }
  };

  const tellAll = async (businessId: BusinessId, changed: readonly Changed[], nowMs: number) => {
    const open = await connections.of(businessId);
    if (open.length === 0) return;
    const topics = [...new Set(changed.map(({ topic }) => topic))];
    const last = await connections.take(businessId, topics.length);
    const messages = topics.map(
      (topic, index): LiveChange => ({ v: 1, seq: last - topics.length + 1 + index, topic }),
    );
    await Promise.all(open.map((connection) => tell(connection, messages, nowMs)));
  };

  const judgeAnew = async ({ personId, businessId }: Standing): Promise<void> => {
    const where =
      businessId === undefined ? (await membershipsOf(personId)).map((one) => one.businessId) : [businessId];
    const open = (await Promise.all(where.map((one) => connections.of(one)))).flat();
    const theirs = open.filter((connection) => connection.personId === personId);
    await Promise.all(
      theirs.map(async (connection) => {
        if (!(await mayLook(admitNow, connection))) await cutOff(connection);
      }),
    );
  };

  return async (news: readonly LiveNews[], nowMs: number): Promise<void> => {
    const standings = news.filter((one) => one.kind === 'standing');
    const changed = Map.groupBy(
      news.filter((one) => one.kind === 'changed'),
      ({ businessId }) => businessId,
    );
    // First who may look at all: whoever was removed hears nothing of what came with it.
    await Promise.all(standings.map(judgeAnew));
    await Promise.all([...changed].map(([businessId, its]) => tellAll(businessId, its, nowMs)));
  };
};
