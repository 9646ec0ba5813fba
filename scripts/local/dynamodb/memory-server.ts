import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsAnswer, readAwsCall } from '../gateway/aws-call.ts';
import { awsError } from '../gateway/aws-error.ts';
import { KEEP_ALIVE_MS } from '../keep-alive.ts';
import { readBody } from '../read-body.ts';
import { answerDynamo } from './answer.ts';
import { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.ts';

export type MemoryDynamo = {
  /** Takes DynamoDB's wire protocol; the AWS SDK and the aws command work with it as their endpoint. */
  readonly url: string;
  /** What the address answers from. */
  readonly store: MemoryStore;
  stop(): Promise<void>;
};

const service = { service: 'dynamodb' };

const answerTo = (store: MemoryStore, request: IncomingMessage, body: Buffer): AwsAnswer => {
  const read = readAwsCall(request, body);
  if (read) return answerDynamo(store, read.call);
  return request.headers.authorization === undefined
    ? awsError(service, {
        code: 'MissingAuthenticationTokenException',
        message: 'Request must contain a signature; it is not checked.',
      })
    : awsError(service, { code: 'SerializationException', message: 'The body is not a JSON object.' });
};

const respond = async (
  store: MemoryStore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  let answer: AwsAnswer;
  try {
    answer = answerTo(store, request, await readBody(request));
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    answer = awsError(service, { code: 'InternalServerError', message: String(error), status: 500 });
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
};

/** Starts the store behind an address of this machine, on a free port. It has no clock but the one given. */
export const startMemoryDynamo = async (options: MemoryStoreOptions): Promise<MemoryDynamo> => {
  const store = createMemoryStore(options);
  const server = createServer((request, response) => void respond(store, request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    store,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
