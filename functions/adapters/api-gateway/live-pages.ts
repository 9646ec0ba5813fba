import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { LivePages } from '../../domain/live/ports.ts';
import { log } from '../../runtime/log.ts';
import { count } from '../../runtime/metrics.ts';

/** Pages that are connected to the WebSocket API whose management address that is. A page that takes nothing holds up nobody. */
export const livePages = (
  endpoint: string,
  client = new ApiGatewayManagementApiClient({
    endpoint,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  }),
): LivePages => ({
  async send(ConnectionId, message) {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId, Data: JSON.stringify(message) }));
      return 'sent';
    } catch (error) {
      if (error instanceof GoneException) return 'gone';
      log.warn('live.lost', { because: error instanceof Error ? error.name : typeof error });
      count('LiveMessageLost');
      return 'lost';
    }
  },

  async close(ConnectionId) {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId }));
    } catch (error) {
      // Its row is gone: it hears nothing more, whether it notices or not.
      if (!(error instanceof GoneException))
        log.warn('live.not-closed', { because: error instanceof Error ? error.name : typeof error });
    }
  },
});
