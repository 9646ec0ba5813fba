import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One endpoint before SQS and DynamoDB, by the service in the signature: what the gateway is to a mapping. */
export const startGateway = async (services: { readonly sqs: string; readonly dynamodb: string }) => {
  const server = createServer(async (request, response) => {
    const base = request.headers.authorization?.includes('/sqs/') ? services.sqs : services.dynamodb;
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', base), {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: await buffer(request),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
};
