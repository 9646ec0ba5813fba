import { describe, expect, it } from 'vitest';
import type { Traffic } from '../../scripts/local/vendors/traffic.ts';
import {
  areContractsHere,
  contractsNote,
  recordedPayload,
  recordedPayloads,
} from '../support/contracts/documents.ts';
import { partsOf } from '../support/contracts/parts-of.ts';

const VENDORS = ['retell', 'telnyx', 'stripe', 'resend'] as const;

/** How a recorded webhook names itself. */
const typeOf = (body: unknown): string | undefined => {
  const { event, type, data } = Object(body);
  return event ?? data?.event_type ?? (type === 'TELNYX_REVIEW' ? 'campaign' : type);
};

const webhooksOf = (vendor: string) =>
  areContractsHere
    ? recordedPayloads(vendor)
        .filter((file) => !/^(?:api|tool|thin|call_inbound)\./.test(file))
        .map((file) => ({ vendor, file, body: recordedPayload(`${vendor}/${file}`) }))
    : [];

describe.skipIf(!areContractsHere)(`the recorded payloads${contractsNote}`, () => {
  it.each(VENDORS)('are there, of %s', (vendor) => {
    expect(webhooksOf(vendor).length).toBeGreaterThan(3);
  });

  it.each(VENDORS.flatMap(webhooksOf))('$vendor/$file keeps to its contract', ({ vendor, body }) => {
    const webhook: Traffic = {
      kind: 'webhook',
      vendor,
      type: String(typeOf(body)),
      headers: {},
      rawBody: JSON.stringify(body),
    };

    const wrong = partsOf(webhook).flatMap(({ name, value, check }) =>
      name.endsWith(' headers') ? [] : (check?.(value) ?? [`${name} is not described`]),
    );

    expect(wrong).toEqual([]);
  });
});
