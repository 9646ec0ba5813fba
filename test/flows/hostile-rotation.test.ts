import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { flood } from '../support/flood.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import {
  genuine,
  resendScheme,
  retellScheme,
  type SignatureScheme,
  stripeScheme,
  telnyxScheme,
} from '../support/signature-schemes.ts';
import { type SignedEdge, signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let edges: Readonly<Record<string, SignedEdge>>;
let secret: StageSecret;
beforeAll(async () => {
  world = await startFlowWorld();
  edges = await signedEdges(world);
  const publicKeys = [...world.secret.telnyx.publicKeys, telnyxKeyOfEdges()];
  secret = { ...world.secret, telnyx: { ...world.secret.telnyx, publicKeys } };
});
afterAll(() => world?.stop());

const change = async (part: Partial<StageSecret>): Promise<void> => {
  secret = { ...secret, ...part };
  await world.cloud.updateSecret(secret);
};

type Rotation = {
  /** How the vendor signs from now on. */
  readonly scheme: SignatureScheme;
  /** The stage's part of it: the new key beside the old one, then alone. */
  readonly both: () => Partial<StageSecret>;
  readonly alone: () => Partial<StageSecret>;
};

const rotations: Readonly<Record<string, () => Rotation>> = {
  Retell: () => ({
    scheme: retellScheme('key_rotated'),
    both: () => ({ retell: { apiKeys: ['key_rotated', String(secret.retell.apiKeys[0])] } }),
    alone: () => ({ retell: { apiKeys: ['key_rotated'] } }),
  }),
  Stripe: () => {
    const stripe = (webhookSecrets: string[]) => ({ stripe: { ...secret.stripe, webhookSecrets } });
    return {
      scheme: stripeScheme('whsec_rotated'),
      both: () => stripe(['whsec_rotated', String(secret.stripe.webhookSecrets[0])]),
      alone: () => stripe(['whsec_rotated']),
    };
  },
  Telnyx: () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
    const telnyx = (publicKeys: string[]) => ({ telnyx: { ...secret.telnyx, publicKeys } });
    return {
      scheme: telnyxScheme(privateKey, privateKey),
      both: () => telnyx([key, telnyxKeyOfEdges()]),
      alone: () => telnyx([key]),
    };
  },
  Resend: () => {
    const resend = (webhookSecrets: string[]) => ({ resend: { ...secret.resend, webhookSecrets } });
    return {
      scheme: resendScheme('whsec_cm90YXRlZC1zZWNyZXQ='),
      both: () => resend(['whsec_cm90YXRlZC1zZWNyZXQ=', String(secret.resend.webhookSecrets[0])]),
      alone: () => resend(['whsec_cm90YXRlZC1zZWNyZXQ=']),
    };
  },
};
/** The second of the two that are live: the first is the simulator's own. */
const telnyxKeyOfEdges = (): string => String(edges.Telnyx?.publicKey);

describe('changing a key in the middle of traffic loses nothing [C3]', () => {
  test.each([
    ['Retell', 'Retell'],
    ['a tool', 'Retell'],
    ['Telnyx', 'Telnyx'],
    ['Stripe', 'Stripe'],
    ['Resend', 'Resend'],
  ])('what comes to %s: by the old key, by both, by the new one', async (place, vendor) => {
    const business = await world.aBusiness();
    const edge = edges[place] as SignedEdge;
    const before = secret;
    const { scheme, both, alone } = (rotations[vendor] as () => Rotation)();
    const url = edge.url(business);
    const statuses: number[] = [];
    let signers: readonly SignatureScheme[] = [edge.scheme];
    let isOver = false;
    const someMore = async (): Promise<void> => {
      const enough = statuses.length + 40;
      await eventually('more requests', () => expect(statuses.length).toBeGreaterThan(enough));
    };
    const request = (signer: SignatureScheme, index: number) => {
      const body = edge.body(business, `rotation${index}`);
      return { url, body, headers: genuine(signer, body, world.clock.now()) };
    };

    const traffic = flood(
      Number.POSITIVE_INFINITY,
      (index) => request(signers[index % signers.length] as SignatureScheme, index),
      (_, { status }) => statuses.push(status),
      { atATime: 4, until: () => isOver },
    );
    await someMore();
    await change(both());
    await someMore();
    signers = [edge.scheme, scheme];
    await someMore();
    signers = [scheme];
    await someMore();
    await change(alone());
    await someMore();
    isOver = true;
    await traffic;
    await world.cloud.functions.restart(edge.functionName);
    const answers: number[] = [];
    await flood(
      2,
      (index) => request(index === 0 ? edge.scheme : scheme, index),
      (_, { status }) => answers.push(status),
      { atATime: 1 },
    );
    await change(before);
    await world.cloud.functions.restart(edge.functionName);

    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(answers).toEqual([401, 200]);
  });

  test('what was offered before the key of offers changed is booked after it, until the old key is taken away', async () => {
    const business = await world.aBusiness();
    const call = await business.call();
    const [first, second] = await lookUp(call);
    const [old] = secret.offers.keys;

    await change({ offers: { keys: ['offers-rotated', String(old)] } });
    const booked = await book(business, call, first ? { slot: first } : {});
    await change({ offers: { keys: ['offers-rotated'] } });
    await world.cloud.functions.restart('voice/agent');
    const refused = await book(business, call, second ? { slot: second } : {});
    const again = await book(business, call);
    call.hangUp();
    await world.atRest();

    expect(booked.result).toMatchObject({ ok: true });
    expect(refused.result).toMatchObject({ ok: false, code: expect.stringMatching(/^offer_/) });
    expect(again.result).toMatchObject({ ok: true });
    expect(await business.appointments()).toHaveLength(2);
  });

  test('a key with which we ask Stripe, Telnyx or Resend is changed between two bookings and every one is billed, texted and mailed', async () => {
    const businesses: FlowBusiness[] = [];
    const aBooking = async (): Promise<void> => {
      const business = await world.aBusiness();
      businesses.push(business);
      const call = await business.call();
      const { result } = await book(business, call, { differing: { sms_consent: true } });
      expect(result).toMatchObject({ ok: true });
      call.hangUp();
    };
    const { stripe, telnyx, resend } = world;

    await aBooking();
    await world.atRest();
    const inTheMiddle = [aBooking(), aBooking()];
    // From one moment to the next, while every container still knows the old ones.
    Object.assign(stripe.keys, { secretKey: 'sk_test_rotated' });
    Object.assign(telnyx.keys, { apiKey: 'KEY_rotated' });
    Object.assign(resend.keys, { apiKey: 're_rotated' });
    await change({
      stripe: { ...secret.stripe, secretKey: 'sk_test_rotated' },
      telnyx: { ...secret.telnyx, apiKey: 'KEY_rotated' },
      resend: { ...secret.resend, apiKey: 're_rotated' },
    });
    await Promise.all(inTheMiddle);
    await aBooking();
    await world.atRest();

    for (const business of businesses) {
      expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
      expect(business.sentTexts()).toHaveLength(1);
      expect(business.emails()).toHaveLength(1);
    }
  });
});
