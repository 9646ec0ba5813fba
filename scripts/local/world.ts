import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { ensureAssembly } from './assembly/ensure-assembly.ts';
import { ensurePages } from './assembly/ensure-pages.ts';
import { createLocalClock, type LocalClock } from './clock.ts';
import { startLocalCloud } from './cloud.ts';
import { keptThreads } from './lambda/threads.ts';
import type { LocalCloud, LocalCloudOptions } from './local-cloud.ts';
import { LOCAL_PLATFORM } from './vendors/local-platform.ts';
import { type ResendSimulator, startResend } from './vendors/resend/start-resend.ts';
import { type Retell, type RetellNumber, startRetell } from './vendors/retell/retell.ts';
import { type StripeSimulator, startStripe } from './vendors/stripe/start-stripe.ts';
import { startTelnyx, type TelnyxSimulator } from './vendors/telnyx/start-telnyx.ts';

export type WorldOptions = Partial<
  Pick<LocalCloudOptions, 'assembly' | 'log' | 'onAwsCall' | 'onInvoke' | 'schedules' | 'store'>
> & {
  /** Default: the machine's time. */
  readonly clock?: LocalClock;
  /** Called when the assembly is missing or older than its sources, before it is made. */
  readonly beforeSynth?: () => void;
  /** The same of the dashboard's pages. */
  readonly beforeBuild?: () => void;
};

/** A clock, the four vendors and the cloud, wired to one another. */
export type World = {
  readonly clock: LocalClock;
  readonly cloud: LocalCloud;
  readonly stripe: StripeSimulator;
  readonly telnyx: TelnyxSimulator;
  readonly resend: ResendSimulator;
  readonly retell: Retell;
  /** As the cloud was started with; `cloud.updateSecret` changes it there, not here. */
  readonly secret: Required<StageSecret>;
  /** What a business's number and agent are configured with at Retell. */
  agentAddresses(businessId: string): Pick<RetellNumber, 'inboundWebhookUrl' | 'webhookUrl' | 'toolUrl'>;
  stop(): Promise<void>;
};

/** Worlds of one process, one after another, share the threads of their functions. */
const threads = keptThreads();

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts everything on free ports of this machine. Throws, leaving nothing running, when a part cannot start. */
export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const { log, clock = createLocalClock() } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((stopOne) => stopOne()));
  };
  const running = <T extends { stop(): Promise<void> }>(part: T): T => {
    stops.push(part.stop);
    return part;
  };
  let cloud: LocalCloud | undefined;
  const shared = { clock, ...(log && { log }) };
  const at = (path: string) => () => cloud && `${cloud.apiUrl}${path}`;
  try {
    await ensurePages(root, options.beforeBuild);
    const assembly = options.assembly ?? (await ensureAssembly(root, options.beforeSynth));
    const retellKey = `key_${randomBytes(14).toString('hex')}`;
    const stripe = running(await startStripe({ ...shared, webhookUrl: at('/webhooks/stripe') }));
    const telnyx = running(
      await startTelnyx({
        ...shared,
        webhookUrl: at('/webhooks/telnyx/messaging'),
        webhookUrls: {
          voice: at('/webhooks/telnyx/voice'),
          orders: at('/webhooks/telnyx/orders'),
          registrations: at('/webhooks/telnyx/10dlc'),
        },
      }),
    );
    const resend = running(await startResend({ ...shared, webhookUrl: at('/webhooks/resend') }));
    const retell = running(await startRetell({ ...shared, apiKeys: [retellKey] }));
    const secret: Required<StageSecret> = {
      v: 1,
      retell: { apiKeys: [retellKey] },
      telnyx: { apiKey: telnyx.keys.apiKey, publicKeys: [telnyx.keys.publicKey] },
      stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: [stripe.keys.webhookSecret] },
      resend: { apiKey: resend.keys.apiKey, webhookSecrets: [resend.keys.webhookSecret] },
      offers: { keys: [randomBytes(32).toString('base64url')] },
      codes: { keys: [randomBytes(32).toString('base64url')] },
      originSecret: randomBytes(32).toString('base64url'),
      platform: LOCAL_PLATFORM,
    };
    const started = await startLocalCloud({
      ...shared,
      assembly,
      // Of an assembly that somebody has made for one world nothing is used again.
      ...(options.assembly === undefined && { threads }),
      secret,
      placeholders: {
        'stripe-url': stripe.url,
        // Telnyx's version is part of its base address.
        'telnyx-url': `${telnyx.url}/v2`,
        'resend-url': resend.url,
        'retell-url': retell.url,
      },
      ...(options.onAwsCall && { onAwsCall: options.onAwsCall }),
      ...(options.onInvoke && { onInvoke: options.onInvoke }),
      ...(options.schedules && { schedules: options.schedules }),
      ...(options.store && { store: options.store }),
    });
    cloud = running(started);
    // Known only now: the distribution has its address from the cloud, and the cloud its secret from here.
    const webUrl = String(started.outputs.WebUrl);
    const whole = { ...secret, platform: { ...secret.platform, webUrl } };
    await started.updateSecret(whole);
    const agentAddresses: World['agentAddresses'] = (businessId) => ({
      inboundWebhookUrl: `${started.apiUrl}/voice/${businessId}/inbound`,
      webhookUrl: `${started.apiUrl}/webhooks/retell`,
      toolUrl: (toolName) => `${started.apiUrl}/voice/${businessId}/tools/${toolName}`,
    });
    return { clock, cloud: started, stripe, telnyx, resend, retell, secret: whole, agentAddresses, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
