import type { LiveOver, LivePong } from '../../contracts/live.ts';
import { Refusal } from '../errors.ts';
import type { ConnectionDeps } from './open-connection.ts';

/**
 * How far the channel of the page's business has come, so that a page notices what it did not hear. Whoever may no
 * longer look hears so, and nothing else from then on.
 */
export const answerPing =
  ({ connections, admit }: ConnectionDeps) =>
  async (connectionId: string): Promise<LivePong | LiveOver> => {
    const connection = await connections.find(connectionId);
    if (!connection) return { v: 1, over: true };
    try {
      await admit(connection, connection.businessId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await connections.remove(connection);
      return { v: 1, over: true };
    }
    return { v: 1, seq: await connections.latest(connection.businessId) };
  };
