import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const RETELL_KEY = 'key_test_with_the_webhook_badge';

/** The header Retell would send with this body at this time. */
export const retellSignatureOf = (body: string, atMs: number, key = RETELL_KEY): string =>
  `v=${atMs},d=${createHmac('sha256', key)
    .update(body + atMs)
    .digest('hex')}`;

/** An HTTP API event with exactly this body. */
export const httpEvent = (
  body: string,
  headers: Readonly<Record<string, string>>,
  pathParameters: Readonly<Record<string, string>> = {},
): APIGatewayProxyEventV2 =>
  ({
    version: '2.0',
    headers,
    pathParameters,
    body,
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEventV2;

/** A tool request in the shape of Retell's, in the middle of a call to the business of the builders. */
export const toolBody = (name: string, args: unknown, call: Record<string, unknown> = {}): string =>
  JSON.stringify({
    name,
    call: {
      call_id: 'call_1',
      call_type: 'phone_call',
      agent_id: 'agent_apexhvac01',
      from_number: '+15125550187',
      to_number: '+15125550142',
      start_timestamp: 1795446002100,
      transcript_with_tool_calls: [
        { role: 'agent', content: 'How can I help?' },
        { role: 'tool_call_invocation', tool_call_id: 'tool_call_1', name, arguments: JSON.stringify(args) },
      ],
      ...call,
    },
    args,
  });
