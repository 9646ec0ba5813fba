import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import { dynamoInboundTexts } from '../../../functions/adapters/dynamodb/inbound-texts.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Consent } from '../../../functions/domain/customer/consent.ts';
import type { ConsentStep, InboundText } from '../../../functions/domain/customer/ports.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { replyText } from '../../../functions/domain/text/text.ts';
import type { VendorEvent } from '../../../functions/domain/vendor-event/vendor-event.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

const PHONE = '+15125550187';
const CAUSE = { actor: 'customer', id: 'event-of-the-word' } as const;
const at = (second: number) => `2026-11-23T15:00:${String(second).padStart(2, '0')}.000Z`;

describe('texts that come in [N1]', () => {
  let table: LocalTable;
  let serial = 0;
  const ids = derivedIds(hashing);
  const parts = () => {
    serial += 1;
    const businessId = `biz_inbound${serial}` as BusinessId;
    const text = (name: string, sentAt = at(1)): InboundText => ({
      v: 1,
      businessId,
      messageId: `message-${name}`,
      from: PHONE,
      to: '+15125550142',
      body: name,
      sentAt,
      receivedAt: at(0),
    });
    const occasion = (name: string): VendorEvent => ({
      vendor: 'telnyx',
      eventId: `event-inbound${serial}-${name}`,
      type: 'message.received',
      receivedAt: at(0),
    });
    const step = (to: Consent, from?: Consent): ConsentStep => ({
      businessId,
      phone: PHONE,
      from,
      to,
      heardAt: at(9),
      cause: CAUSE,
    });
    const asked = { businessId, answer: 'help', from: '+15125550142', to: PHONE, saidAt: at(1) } as const;
    const reply = replyText(ids, asked, 'once', at(1));
    const rows = async () =>
      (await table.rows()).filter(({ pk }) => String(pk).startsWith(`BIZ#${businessId}#`));
    const consents = dynamoConsents(table, ids, waiting);
    return {
      businessId,
      text,
      occasion,
      step,
      reply,
      rows,
      consents,
      inbound: dynamoInboundTexts(table, ids, waiting),
    };
  };
  const out: Consent = { state: 'opted_out', at: at(1), since: at(1) };

  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterAll(async () => {
    await table.stop();
  });

  it('are stored once with what they say and the reply that they ask for', async () => {
    const { businessId, text, occasion, step, reply, inbound, consents, rows } = parts();
    const receive = () => inbound.receive(text('REVOKE'), occasion('a'), { consent: step(out), reply });

    const outcomes = await Promise.all(Array.from({ length: 5 }, receive));

    expect(new Set(outcomes)).toEqual(new Set(['stored']));
    expect(await consents.find(businessId, PHONE)).toEqual(out);
    expect(await rows()).toHaveLength(4);
    for (const { pk, sk } of await rows()) expect(`${pk}${sk}`).not.toContain('5550187');
    expect((await rows()).find(({ sk }) => String(sk).startsWith('REPLY#'))).toMatchObject({
      event: { name: 'text.requested', textId: reply.id },
      wake: { name: 'text.requested' },
      expiresAt: expect.any(Number),
    });
  });

  it('store nothing when what was said before is not as it was read', async () => {
    const { businessId, text, occasion, step, inbound, consents, rows } = parts();
    await consents.record({ businessId, phone: PHONE, state: 'opted_in', at: at(0), cause: CAUSE });
    const before = await rows();

    const outcome = await inbound.receive(text('STOP'), occasion('a'), { consent: step(out) });

    expect(outcome).toBe('changed');
    expect(await rows()).toEqual(before);
    expect(await consents.find(businessId, PHONE)).toMatchObject({ state: 'opted_in' });
  });

  it('store nothing when the same was said again meanwhile, so that it is judged anew', async () => {
    const { businessId, text, occasion, step, inbound, consents } = parts();
    await consents.record({ businessId, phone: PHONE, state: 'opted_out', at: at(1), cause: CAUSE });
    await consents.record({ businessId, phone: PHONE, state: 'opted_out', at: at(5), cause: CAUSE });

    const back: Consent = { state: 'opted_in', at: at(3), since: at(3) };
    const outcome = await inbound.receive(text('START'), occasion('a'), { consent: step(back, out) });

    expect(outcome).toBe('changed');
    expect(await consents.find(businessId, PHONE)).toMatchObject({ state: 'opted_out', at: at(5) });
  });

  it('are stored without a reply that has been asked for already', async () => {
    const { text, occasion, reply, inbound, rows } = parts();

    await inbound.receive(text('HELP'), occasion('a'), { reply });
    const outcome = await inbound.receive(text('INFO'), occasion('b'), { reply });

    expect(outcome).toBe('stored');
    expect((await rows()).map(({ sk }) => String(sk).split('#')[0]).toSorted()).toEqual([
      'IN',
      'IN',
      'REPLY',
    ]);
  });

  it('say nothing about texting where they say nothing of it', async () => {
    const { text, occasion, inbound, rows } = parts();

    await inbound.receive(text('Can we make it 10?'), occasion('a'));

    expect(await rows()).toMatchObject([{ body: 'Can we make it 10?', from: PHONE }]);
  });
});
