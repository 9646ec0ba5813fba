import type { Exchange, SentWebhook } from '../../../scripts/local/vendors/traffic.ts';
import { contractDocument, once, onceEach, recordedPayload } from './documents.ts';
import { operationAt, webhookBody } from './openapi.ts';
import { bearer, headersLike, jsonValue, type Part, partsOfExchange } from './part.ts';
import type { Schema } from './references.ts';
import { likeSamples } from './sample.ts';
import { type Check, conformsTo } from './schema.ts';

const document = () => contractDocument('telnyx/spec3-2026-07-16.trimmed.yml');

/** The description requires next to nothing of a message: the recorded ones say what is always there. */
const sampleOf = (...files: readonly string[]): Schema =>
  likeSamples(
    files.map((file) => recordedPayload(`telnyx/${file}`)),
    { optional: ['data.payload.autoresponse_type', 'errors[].source.pointer'] },
  );

/** That the fields are there, of whatever kind: their kinds are the description's business. */
const presence = (node: unknown): unknown => {
  const { properties, items, required } = Object(node);
  const inner = Object.entries(Object(properties)).map(([name, value]) => [name, presence(value)]);
  return {
    ...(required && { required }),
    ...(items && { items: presence(items) }),
    ...(properties && { properties: Object.fromEntries(inner), additionalProperties: true }),
  };
};

/** What the description says of kinds and names, and which fields the recorded payloads always have. */
const bothSay = (described: Schema | undefined, sample: Schema | undefined): Check | undefined => {
  if (described === undefined) return sample && conformsTo(sample);
  if (sample === undefined) return conformsTo(described);
  const kinds = conformsTo(described, { alsoKnown: sample });
  const fields = conformsTo({ document: sample.document, node: presence(sample.node) });
  return (value) => [...new Set([...kinds(value), ...fields(value)])];
};

const errorSamples = once(() => sampleOf('api.error.40300.json', 'api.error.422.json'));
const acceptedMessage = once(() => sampleOf('api.messages.response.json'));
/** Statuses that vendors.md names; the bodies are recorded, two of them, and all are alike. */
const ERROR_STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 503];

/** The description allows a record of any product; ours are all of messages. */
const messageRecords = once(
  (): Schema => ({
    document: document(),
    node: {
      type: 'object',
      required: ['data', 'meta'],
      properties: {
        data: { type: 'array', items: { $ref: '#/components/schemas/MessageDetailRecord' } },
        meta: { $ref: '#/components/schemas/detail-records_PaginationMeta' },
      },
    },
  }),
);

const ONE_ERROR = JSON.stringify({ $ref: '#/components/schemas/10dlc_Error' });
const empty: Check = (value) => (value === '' ? [] : ['must have no body']);

const responseOf = (operation: ReturnType<typeof operationAt>, status: number): Check | undefined => {
  const described = operation?.responseOf(status);
  // The builder answers one error instead of a list, and so does who takes brands away.
  const isOfRemoval = JSON.stringify(described?.node) === ONE_ERROR;
  const isSingle = isOfRemoval || (operation?.template === '/10dlc/campaignBuilder' && status === 400);
  if (ERROR_STATUSES.includes(status) && !isSingle) return bothSay(described, errorSamples());
  if (operation?.template === '/detail_records' && status === 200) return conformsTo(messageRecords());
  if (operation?.isEmpty(status)) return empty;
  const isMessage = operation?.template === '/messages' && status === 200;
  return bothSay(described, isMessage ? acceptedMessage() : undefined);
};

/** What the SDK knows and the description does not: named without its id, for test/contracts/not-described.ts. */
const undescribed = (path: string): string =>
  path.replace(/(?<=\/fqdn_connections\/)[^/]+(?=\/fqdn_authentication$)/, '{id}');

export const partsOfTelnyxExchange = (exchange: Exchange): readonly Part[] => {
  const path = exchange.path.replace(/^\/v2(?=\/)/, '');
  const operation = operationAt(document(), exchange.method, path);
  return partsOfExchange(exchange, {
    route: operation === undefined ? undescribed(exchange.path) : `/v2${operation.template}`,
    headers: headersLike({
      authorization: bearer,
      ...(exchange.rawBody !== '' && { 'content-type': /^application\/json/ }),
    }),
    query: operation?.query,
    request: operation?.requestOf('application/json'),
    responseOf: (status) => responseOf(operation, status),
  });
};

/** Which of the description's webhooks an event type is, and the recorded ones of it. */
const webhooks: Readonly<Record<string, readonly [name: string, ...samples: string[]]>> = {
  'message.received': ['inboundMessage', 'message.received.json', 'message.received.stop.json'],
  'message.sent': ['deliveryUpdate', 'message.sent.json'],
  'message.finalized': ['deliveryUpdate', 'message.finalized.json', 'message.finalized.failed.json'],
  'call.initiated': ['callInitiated', 'call.initiated.json'],
  'call.answered': ['callAnswered', 'call.answered.json'],
  'call.bridged': ['callBridged'],
  'call.cost': ['callCost'],
  'call.machine.detection.ended': ['callMachineDetectionEnded'],
  'call.hangup': [
    'callHangup',
    'call.hangup.json',
    'call.hangup.missed_caller_gave_up.json',
    'call.hangup.missed_trunk_failed.json',
  ],
  'number_order.complete': ['numberOrderStatusUpdate', 'number_order.complete.json'],
  MNO_REVIEW: ['campaignStatusUpdate', '10dlc.campaign_status.json'],
  TELNYX_REVIEW: ['campaignStatusUpdate', '10dlc.campaign_status.json'],
};

const proof = headersLike({
  'telnyx-timestamp': /^\d{10}$/,
  'telnyx-signature-ed25519': /^[A-Za-z0-9+/]{86}==$/,
});

/** What is said of an event type, by the description and by the recorded ones. */
const saidOf = onceEach((kind): Check | undefined => {
  const [described = '', ...samples] = webhooks[kind] ?? [];
  const recorded = samples.length > 0 ? sampleOf(...samples) : undefined;
  return bothSay(webhookBody(document(), described), recorded);
});

export const partsOfTelnyxWebhook = ({ type, headers, rawBody }: SentWebhook): readonly Part[] => {
  const value = jsonValue(rawBody);
  const kind = type in webhooks ? type : String(Object(value).type ?? type);
  const name = `telnyx webhook ${type}`;
  return [
    { name: `${name} headers`, value: headers, check: proof },
    { name, value, check: saidOf(kind) },
  ];
};
