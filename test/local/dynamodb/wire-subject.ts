import { Agent, request } from 'node:http';
import type { Answer, Subject, Wire } from './subject.ts';

const STREAMS = new Set(['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords']);

/** Neither of our servers checks a signature; DynamoDB Local wants to see one. */
export const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

type Reply = { readonly status: number; readonly text: string };

const answerIn = ({ status, text }: Reply): Answer => {
  const body = JSON.parse(text) as Record<string, unknown>;
  if (status === 200) return { output: body };
  const { __type, message, Message, ...fields } = body;
  const code = String(__type).replace(/^.*#/, '');
  return { error: { code, message: String(message ?? Message ?? ''), fields } };
};

/**
 * A server that speaks DynamoDB's wire protocol. Without the SDK, which would repeat requests, check inputs before it
 * sends them, and hide what it does not know.
 */
export const wireSubject = (name: string, url: string): Subject => {
  const agent = new Agent({ keepAlive: true });
  const post = (target: string, body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': target,
        'x-amz-date': '20260101T000000Z',
        authorization: AUTHORIZATION,
      };
      const sent = request(url, { agent, method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    name,
    async perform(action: string, input: Wire) {
      const service = STREAMS.has(action) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
      return answerIn(await post(`${service}.${action}`, JSON.stringify(input)));
    },
    stop: async () => agent.destroy(),
  };
};
