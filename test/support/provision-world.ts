import { telnyxMessagingProfiles } from '../../functions/adapters/telnyx/messaging-profiles.ts';
import { telnyxNumbers } from '../../functions/adapters/telnyx/numbers.ts';
import { telnyxPhoneProofs } from '../../functions/adapters/telnyx/phone-proofs.ts';
import { telnyxRegistrations } from '../../functions/adapters/telnyx/registrations.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import type { Sender } from '../../functions/domain/provision/ports.ts';
import { LOCAL_PLATFORM } from '../../scripts/local/vendors/local-platform.ts';
import { startTelnyx } from '../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { startWebhookReceiver } from '../local/vendors/webhook-receiver.ts';
import { aClock } from './builders.ts';
import { someSecrets } from './messages.ts';

export const aSender = (different: Partial<Sender> = {}): Sender => ({
  legalName: 'Apex Heating & Air LLC',
  displayName: 'Apex Heating & Air',
  ein: '123456789',
  street: '100 Congress Ave',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  phone: '+15125550199',
  email: 'ann@apex.example',
  vertical: 'PROFESSIONAL',
  ...different,
});

/** The code and the facts of a refusal; anything else that happens is no answer. */
export const refusalOf = async (work: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.facts };
    throw error;
  }
  throw new Error('nothing was refused');
};

/** A Telnyx of its own on a clock that stands still, and everything of ours by which a business is set up there. */
export const aProvisionWorld = async (given: Partial<StageSecret> = {}) => {
  const clock = aClock();
  const receiver = await startWebhookReceiver();
  const url = () => receiver.url;
  const telnyx = await startTelnyx({
    clock: { ...clock, offsetMs: () => 0, set: () => {}, passTo: () => undefined, onChange: () => {} },
    webhookUrl: url,
    webhookUrls: { voice: url, orders: url, registrations: url },
    webhookRetryMs: [5],
  });
  const secrets = someSecrets({
    telnyx: { apiKey: telnyx.keys.apiKey, publicKeys: [telnyx.keys.publicKey] },
    platform: LOCAL_PLATFORM,
    ...given,
  });
  const access = {
    apiUrl: `${telnyx.url}/v2`,
    secrets,
    timeoutMs: 2_000,
    publicUrl: new URL(receiver.url).origin,
  };
  return {
    clock,
    telnyx,
    receiver,
    secrets,
    access,
    publicUrl: access.publicUrl,
    numbers: telnyxNumbers(access),
    profiles: telnyxMessagingProfiles(access),
    registrations: telnyxRegistrations(access),
    proofs: telnyxPhoneProofs(access),
    /** The bodies of what we sent there, oldest first. */
    sent: (method: string, path: RegExp) =>
      telnyx
        .received()
        .filter((one) => one.method === method && path.test(one.path))
        .map(({ body }) => body as Record<string, unknown>),
    async told(): Promise<unknown[]> {
      await telnyx.webhooks.idle();
      return receiver.bodies();
    },
    async stop() {
      await telnyx.stop();
      await receiver.stop();
    },
  };
};

export type ProvisionWorld = Awaited<ReturnType<typeof aProvisionWorld>>;
