import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startDynamoDbLocal } from '../../scripts/local/backends/dynamodb-local.ts';
import { hasJava } from '../../scripts/local/backends/java.ts';
import { startMemoryDynamo } from '../../scripts/local/dynamodb/memory-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for its worker's DynamoDB. */
    dynamoDesk: string;
    /** Whether that is DynamoDB Local; else it is ours in memory. */
    isDynamoDbLocal: boolean;
  }
}

type Running = { readonly url: string; stop(): Promise<void> };

/**
 * One DynamoDB Local for all files of a worker, because its Java takes longer to start than most files to run, and answers
 * one request at a time: shared by workers, they would wait for one another. It is started by the first file that asks, so
 * that a run which needs none pays for none, and ended with the run: by the returned function, or, however this process
 * ends, by the shell that holds it. A machine without Java has our own in memory.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const isDynamoDbLocal = await hasJava();
  const ofWorkers = new Map<string, Promise<Running>>();
  const begin = (): Promise<Running> => {
    if (isDynamoDbLocal) return startDynamoDbLocal();
    if (ofWorkers.size === 0)
      process.stdout.write(
        'No Java 17 or later was found: tests run on the store in memory; those of DynamoDB Local are skipped.\n',
      );
    return startMemoryDynamo({ now: Date.now });
  };
  const desk = createServer(({ url: worker = '' }, response) => {
    const running = ofWorkers.get(worker) ?? begin();
    ofWorkers.set(worker, running);
    running.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('isDynamoDbLocal', isDynamoDbLocal);
  project.provide('dynamoDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    // A failed start was told to the file that asked.
    await Promise.all(
      [...ofWorkers.values()].map((running) => running.then(({ stop }) => stop()).catch(() => {})),
    );
  };
};

/** Why a test of DynamoDB Local itself does not run here; undefined where it does. */
export const withoutDynamoDbLocal = (): string | undefined =>
  inject('isDynamoDbLocal') ? undefined : 'needs DynamoDB Local, which needs Java 17 or later on the PATH';

/** The address of the worker's DynamoDB, shared by all its files: whoever makes a table gives it a name of its own. */
export const sharedDynamo = async (): Promise<string> => {
  const answer = await fetch(`${inject('dynamoDesk')}/${process.env.VITEST_POOL_ID}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
};
