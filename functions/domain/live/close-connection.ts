import type { LiveConnections } from './ports.ts';

/** A page has gone, or was cut off before. */
export const closeConnection =
  ({ connections }: { readonly connections: Pick<LiveConnections, 'find' | 'remove'> }) =>
  async (connectionId: string): Promise<void> => {
    const connection = await connections.find(connectionId);
    if (connection) await connections.remove(connection);
  };
