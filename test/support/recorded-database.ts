import type { Database } from '../../functions/adapters/dynamodb/client.ts';

export type RecordedRequest = { readonly action: string; readonly input: Record<string, unknown> };

/** What may happen to a request instead of, or after, its effect. */
export type Interference = (request: RecordedRequest, index: number) => Error | undefined;

/** The same database, with every request written down; `before` may refuse one as DynamoDB would. */
export const recordedDatabase = (db: Database, before: Interference = () => undefined) => {
  const requests: RecordedRequest[] = [];
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    const request = {
      action: command.constructor.name.replace(/Command$/, ''),
      input: command.input as Record<string, unknown>,
    };
    requests.push(request);
    const refusal = before(request, requests.length - 1);
    if (refusal) throw refusal;
    return db.send(command as never);
  };
  return { db: { ...db, send, config: db.config } as unknown as Database, requests };
};
