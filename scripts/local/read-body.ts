import type { IncomingMessage } from 'node:http';

/** The whole body of a request; rejects where the caller hangs up before its end. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
