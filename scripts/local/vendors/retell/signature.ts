import { createHmac } from 'node:crypto';

/** `v=<unix ms>,d=<hex>` over the raw body and the time, as docs.retellai.com/features/secure-webhook has it. */
export const retellSignatureHeader = (apiKey: string, rawBody: string, atMs: number): string =>
  `v=${atMs},d=${createHmac('sha256', apiKey).update(`${rawBody}${atMs}`).digest('hex')}`;
