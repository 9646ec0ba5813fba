import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { type DynamoDbLocal, startDynamoDbLocal } from '../../scripts/local/backends/dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the run's DynamoDB. */
    dynamoDesk: string;
  }
}

/**
 * One DynamoDB Local for all files of a run, because its Java takes longer to start than most files to run. It is started
 * by the first file that asks, so that a run which needs none pays for none, and ended with the run: by the returned
 * function, or, however this process ends, by the shell that holds it.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let starting: Promise<DynamoDbLocal> | undefined;
  const desk = createServer((_, response) => {
    starting ??= startDynamoDbLocal();
    starting.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('dynamoDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
    // A failed start was told to the file that asked.
    await (await starting?.catch(() => undefined))?.stop();
  };
};

/** The address of the run's DynamoDB Local, shared by all files: whoever makes a table gives it a name of its own. */
export const sharedDynamo = async (): Promise<string> => {
  const answer = await fetch(inject('dynamoDesk'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
};
