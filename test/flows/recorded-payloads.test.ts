import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import { readResendEvent } from '../../functions/adapters/resend/events.ts';
import { readRetellEvent } from '../../functions/adapters/retell/events.ts';
import { readStripeEvent } from '../../functions/adapters/stripe/events.ts';
import { readTelnyxEvent } from '../../functions/adapters/telnyx/events.ts';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import { createBusiness } from '../../functions/domain/business/create-business.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { aBusiness } from '../support/builders.ts';
import {
  areContractsHere,
  contractsNote,
  recordedPayload,
  recordedPayloads,
} from '../support/contracts/documents.ts';
import { eventually } from '../support/eventually.ts';
import { postRaw, type RawAnswer } from '../support/raw-http.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';
import { expectations, type Outcome } from './recorded-payloads.ts';

const BUSINESS = 'biz_recorded01' as BusinessId;

/** Whose the recorded payloads are. */
const recorded = aBusiness({
  id: BUSINESS,
  agentIds: ['agent_5f0c1b7e2d9a4c63b8e1f7a2d4'],
  numbers: ['+15125550142'],
  billing: { ...aBusiness().billing, stripeCustomerId: 'cus_TKq3mZp8Yx1aBc' },
});

const edgeNames = { retell: 'Retell', telnyx: 'Telnyx', stripe: 'Stripe', resend: 'Resend' } as const;
const vendors = Object.keys(edgeNames) as (keyof typeof edgeNames)[];
const readers = {
  retell: readRetellEvent(hashing),
  telnyx: readTelnyxEvent(hashing),
  stripe: readStripeEvent,
  resend: readResendEvent,
};

/** Everything that is a webhook or a tool call, and not a request of ours or an answer. */
const files = areContractsHere
  ? vendors.flatMap((vendor) =>
      recordedPayloads(vendor)
        .filter((file) => !/^api\.|response/.test(file))
        .map((file) => ({ vendor, path: `${vendor}/${file}` })),
    )
  : [];

const TELNYX_PATHS: Readonly<Record<string, string>> = {
  message: '/messaging',
  call: '/voice',
  number_order: '/orders',
  '10dlc': '/10dlc',
};

describe.skipIf(!areContractsHere)(`every recorded payload${contractsNote}`, () => {
  let world: FlowWorld;
  let rows: readonly Row[];
  const answers = new Map<string, RawAnswer>();

  const addressOf = (vendor: string, path: string): string => {
    const [first = '', second = ''] = (path.split('/')[1] ?? '').split('.');
    const { inboundWebhookUrl, toolUrl } = world.agentAddresses(BUSINESS);
    if (first === 'tool') return toolUrl(second);
    if (first === 'call_inbound') return inboundWebhookUrl;
    return `${world.cloud.apiUrl}/webhooks/${vendor}${vendor === 'telnyx' ? TELNYX_PATHS[first] : ''}`;
  };

  /** All but the copies of recordings, whose makers' machines are not here. */
  const waitingEvents = async (): Promise<number> =>
    (await world.cloud.queues())
      .filter(({ name, deadLettersOf }) => deadLettersOf.length === 0 && !name.includes('CopyRecording'))
      .reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0);

  beforeAll(async () => {
    world = await startFlowWorld();
    const edges = await signedEdges(world);
    const businesses = dynamoBusinessCreation(world.table, waiting);
    await createBusiness({ businesses, release: async () => 0 })(recorded);
    for (const { vendor, path } of files) {
      const body = JSON.stringify(recordedPayload(path));
      const proof = (edges[edgeNames[vendor]] as SignedEdge).sign(body, world.clock.now());
      const headers = { 'content-type': 'application/json', ...proof };
      answers.set(path, await postRaw(addressOf(vendor, path), headers, body));
    }
    await eventually('every event to be applied', async () => expect(await waitingEvents()).toBe(0));
    rows = await world.rows();
  });
  afterAll(() => world?.stop());

  const eventOf = (vendor: keyof typeof readers, path: string): string => {
    const fact = readers[vendor](recordedPayload(path), '2026-11-23T15:00:00.000Z');
    return Object(fact).occasion?.eventId ?? Object(fact).eventId;
  };
  const outcomeOf = (vendor: keyof typeof readers, path: string, expected: Outcome): unknown => {
    if ('says' in expected) return { says: JSON.parse(answers.get(path)?.text ?? '') };
    const eventId = eventOf(vendor, path);
    const inbox = rows.find(({ pk }) => pk === `INBOX#${vendor}#${eventId}`);
    const aside = rows.find(
      ({ pk, sk }) => pk === 'QUARANTINE' && String(sk).endsWith(`#${vendor}#${eventId}`),
    );
    if (aside !== undefined && inbox === undefined) return { awaits: aside.awaits };
    if (inbox === undefined) return 'nothing became of it';
    if (inbox.bodyKey !== undefined) return { stored: true };
    if (!('row' in expected)) return { noted: true };
    const [partition, sk] = expected.row.split(/ (.*)/s);
    const isThere = rows.some((row) => row.pk === `BIZ#${BUSINESS}#${partition}` && row.sk === sk);
    return isThere ? expected : 'the row is not there';
  };

  it.each(files)('$path is accepted, and becomes what we expect', ({ vendor, path }) => {
    const expected = expectations[path];

    expect(expected, `test/flows/recorded-payloads.ts does not say what becomes of ${path}`).toBeDefined();
    expect(answers.get(path)?.status).toBe(200);
    expect(outcomeOf(vendor, path, expected as Outcome)).toMatchObject(Object(expected));
  });

  it('is in the table, and nothing else is', () => {
    expect(Object.keys(expectations).sort()).toEqual(files.map(({ path }) => path).sort());
  });

  it('leaves no dead letter', async () => {
    const dead = (await world.cloud.queues()).filter(({ deadLettersOf }) => deadLettersOf.length > 0);

    expect(dead.filter(({ visible }) => visible > 0)).toEqual([]);
  });
});
