import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange, SentWebhook, Traffic } from '../../scripts/local/vendors/traffic.ts';
import { areContractsHere, contractsNote } from '../support/contracts/documents.ts';
import { findingsIn } from '../support/contracts/findings.ts';
import { vendors } from './broken-vendors.ts';
import { tourOfAllVendors } from './tour/tour.ts';

type Body = Record<string, never>;

const rename = (body: object, path: string, to: string): void => {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce((place, step) => (place as Body)[step] as never, body) as Body;
  holder[to] = holder[last] as never;
  delete holder[last];
};

const put = (body: object, path: string, value: unknown): void => {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce((place, step) => (place as Body)[step] as never, body) as Body;
  holder[last] = value as never;
};

const changed = (rawBody: string, change: (body: object) => void): string => {
  const body = JSON.parse(rawBody);
  change(body);
  return JSON.stringify(body);
};

describe.skipIf(!areContractsHere)(`a simulator that is broken on purpose${contractsNote}`, () => {
  let traffic: readonly Traffic[];
  beforeAll(async () => {
    traffic = await tourOfAllVendors();
  });

  const exchange = ({ vendor, route: [method, path] }: (typeof vendors)[number]): Exchange => {
    const found = traffic
      .filter((piece) => piece.kind === 'exchange')
      .findLast(
        (piece) =>
          piece.vendor === vendor &&
          piece.method === method &&
          path.test(piece.path) &&
          piece.answer?.status === 200 &&
          (vendor !== 'stripe' || piece.rawBody.includes('auto_advance')) &&
          (vendor !== 'retell' || piece.answer.rawBody.includes('disconnection_reason')),
      );
    if (found === undefined) throw new Error(`the tour has no ${method} ${path} of ${vendor}`);
    return found;
  };
  const webhook = ({ vendor, event }: (typeof vendors)[number]): SentWebhook => {
    const found = traffic
      .filter((piece) => piece.kind === 'webhook')
      .find((piece) => piece.vendor === vendor && piece.type === event);
    if (found === undefined) throw new Error(`the tour has no ${event} of ${vendor}`);
    return found;
  };
  const answering = (piece: Exchange, change: (body: object) => void, status = 200): Exchange => ({
    ...piece,
    answer: { status, rawBody: changed(String(piece.answer?.rawBody), change) },
  });
  const linesOf = (piece: Traffic): string[] => findingsIn([piece]).map(({ line }) => line);

  describe.each(vendors)('of $vendor', (given) => {
    const last = (path: string): string => path.split('.').at(-1) ?? '';

    it('is found out by nothing while it is whole', () => {
      expect([...linesOf(exchange(given)), ...linesOf(webhook(given))]).toEqual([]);
    });

    it('is found out by a field that has another name in an answer', () => {
      const lines = linesOf(answering(exchange(given), (body) => rename(body, given.field, 'renamed')));

      expect(lines.join('\n')).toContain('renamed is no field of it');
      expect(lines[0]).toMatch(new RegExp(`^${given.vendor} ${given.route[0]} /.* response 200: `));
    });

    it('is found out by a field of an answer that may be absent, under another name', () => {
      const lines = linesOf(answering(exchange(given), (body) => rename(body, given.optional, 'renamed')));

      expect(lines.join('\n')).toContain('renamed is no field of it');
    });

    it('is found out by a field of another kind', () => {
      const lines = linesOf(answering(exchange(given), (body) => put(body, given.field, { not: 'so' })));

      expect(lines.join('\n')).toContain(`${last(given.field)} must be`);
    });

    it.each([201, 204, 302, 418])('is found out by the wrong status %i', (status) => {
      const lines = linesOf(answering(exchange(given), () => undefined, status));

      expect(lines.join('\n')).toContain(`response ${status}: `);
    });

    it('is found out by an answer of 200 to what it refuses', () => {
      const refusal = { error: 'no' };

      const lines = linesOf({
        ...exchange(given),
        answer: { status: 200, rawBody: JSON.stringify(refusal) },
      });

      expect(lines.join('\n')).toContain('response 200: ');
    });

    it.each(['inEvent', 'optionalInEvent'] as const)(
      'is found out by a field that has another name in a webhook (%s)',
      (which) => {
        const piece = webhook(given);

        const lines = linesOf({
          ...piece,
          rawBody: changed(piece.rawBody, (body) => rename(body, given[which], 'renamed')),
        });

        expect(lines.join('\n')).toContain('renamed is no field of it');
        expect(lines[0]).toContain(`${given.vendor} webhook ${given.event}: `);
      },
    );

    it('is found out by a field of another kind in a webhook', () => {
      const piece = webhook(given);

      const lines = linesOf({
        ...piece,
        rawBody: changed(piece.rawBody, (body) => put(body, given.inEvent, ['x'])),
      });

      expect(lines.join('\n')).toContain(`${last(given.inEvent)} must be`);
    });

    it('is found out by a webhook of a type that does not exist', () => {
      const lines = linesOf({ ...webhook(given), type: 'thing.happened' });

      expect(lines.join('\n')).toMatch(/no contract describes it|type must be/);
    });

    it('is found out by a webhook without its proof', () => {
      const lines = linesOf({ ...webhook(given), headers: { 'content-type': 'application/json' } });

      expect(lines.join('\n')).toContain('is missing');
    });

    it('is not asked without credentials', () => {
      const { authorization: _, ...headers } = exchange(given).headers;

      expect(linesOf({ ...exchange(given), headers }).join('\n')).toContain(
        'header authorization is missing',
      );
    });
  });

  const asking = vendors.filter((given) => given.parameter !== undefined);

  it.each(asking)('$vendor is not asked with a misspelt parameter', (given) => {
    const piece = exchange(given);
    const [right = '', wrong = ''] = given.parameter ?? [];

    const lines = linesOf({ ...piece, rawBody: piece.rawBody.replace(right, wrong) });

    expect(lines).toEqual([expect.stringContaining(`request: ${given.misspelt} is no field of it`)]);
  });

  it.each(asking)('$vendor is not asked with a parameter of another kind', (given) => {
    const piece = exchange(given);
    const [right = '', wrong = '', name = ''] = given.wrongKind ?? [];

    const lines = linesOf({ ...piece, rawBody: piece.rawBody.replace(right, wrong) });

    expect(piece.rawBody).toContain(right);
    expect(lines.join('\n')).toContain(`request: ${name} must be`);
  });

  it('Retell does not ask us with a field of another name, nor take an answer that was not agreed', () => {
    const asked = traffic.filter((piece) => piece.kind === 'question');
    const tool = asked.find(({ rawBody }) => rawBody.startsWith('{"name":"lookup_availability"'));
    const inbound = asked.find(({ rawBody }) => rawBody.includes('"event":"call_inbound"'));
    if (tool === undefined || inbound === undefined) throw new Error('the tour asks nothing');
    const atOurs = { ...tool, url: 'http://127.0.0.1/voice/biz_1/tools/lookup_availability' };
    const answer = { ok: true, timezone: 'UTC', say: 'x', slot: [] };

    const lines = [
      ...linesOf({ ...tool, rawBody: tool.rawBody.replace('"args"', '"arguments"') }),
      ...linesOf({ ...tool, rawBody: tool.rawBody.replace('"from_number"', '"from"') }),
      ...linesOf({ ...inbound, rawBody: inbound.rawBody.replace('"to_number"', '"to"') }),
      ...linesOf({ ...atOurs, answer: { status: 200, rawBody: JSON.stringify(answer) } }),
    ];

    expect(lines).toEqual(
      expect.arrayContaining([
        'retell asks tool lookup_availability: arguments is no field of it',
        'retell asks tool lookup_availability: call: from is no field of it',
        'retell asks call_inbound: call_inbound.to is no field of it',
        'we answer tool lookup_availability: slot is no field of it',
      ]),
    );
  });
});
