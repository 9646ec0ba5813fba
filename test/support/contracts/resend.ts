import type { Exchange, SentWebhook } from '../../../scripts/local/vendors/traffic.ts';
import { contractDocument, onceEach, recordedPayload } from './documents.ts';
import { operationAt, webhookBody } from './openapi.ts';
import { bearer, headersLike, jsonValue, type Part, partsOfExchange } from './part.ts';
import type { Schema } from './references.ts';
import { likeSamples } from './sample.ts';
import { conformsTo } from './schema.ts';

const document = () => contractDocument('resend/resend-1.5.0.json');

/** The description names no errors; two are recorded, and all are alike. */
const errors: Readonly<Record<number, string>> = {
  400: 'api.error.409.json',
  401: 'api.error.409.json',
  403: 'api.error.409.json',
  404: 'api.error.409.json',
  405: 'api.error.409.json',
  409: 'api.error.409.json',
  422: 'api.error.409.json',
  429: 'api.error.429.json',
  500: 'api.error.409.json',
  503: 'api.error.409.json',
};

const recorded = onceEach((file) => likeSamples([recordedPayload(`resend/${file}`)]));

const errorOf = (status: number): Schema | undefined => {
  const file = errors[status];
  return file === undefined ? undefined : recorded(file);
};

/** Resend refuses requests without a user agent, with 403. */
export const partsOfResendExchange = (exchange: Exchange): readonly Part[] => {
  const operation = operationAt(document(), exchange.method, exchange.path);
  return partsOfExchange(exchange, {
    route: operation?.template ?? exchange.path,
    headers: headersLike({
      authorization: bearer,
      'user-agent': /./,
      ...(exchange.rawBody !== '' && { 'content-type': /^application\/json/ }),
    }),
    query: operation?.query,
    request: operation?.requestOf('application/json'),
    responseOf: (status) => (status >= 400 ? errorOf(status) : operation?.responseOf(status)),
  });
};

const svix = headersLike({
  'svix-id': /^msg_\w+$/,
  'svix-timestamp': /^\d{10}$/,
  'svix-signature': /^v1,[A-Za-z0-9+/]{43}=$/,
});

export const partsOfResendWebhook = ({ type, headers, rawBody }: SentWebhook): readonly Part[] => {
  const body = webhookBody(document(), type);
  const name = `resend webhook ${type}`;
  return [
    { name: `${name} headers`, value: headers, check: svix },
    { name, value: jsonValue(rawBody), check: body && conformsTo(body) },
  ];
};
