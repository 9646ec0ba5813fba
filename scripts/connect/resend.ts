import { everyOfResend, seenOf } from './every-page.ts';
import type { KeptSecrets } from './stripe.ts';
import type { Thing } from './thing.ts';
import type { VendorApi } from './vendor-api.ts';

/** What becomes of an e-mail. Who opens one and what they click is nobody's business. */
export const RESEND_EVENTS = [
  'email.bounced',
  'email.complained',
  'email.delivered',
  'email.delivery_delayed',
  'email.failed',
  'email.sent',
  'email.suppressed',
] as const;

/** Ours by its address, as Resend lets nobody note anything on it; unlike others' it shows its secret again and again. */
export const resendWebhook = (
  resend: VendorApi,
  { url, secrets }: { url: string; secrets: KeptSecrets },
): Thing => {
  const wanted = { endpoint: url, events: [...RESEND_EVENTS] };
  const shown = async (id: string) => seenOf(await resend('GET', `/webhooks/${id}`));
  return {
    title: 'Resend: webhook',
    async find() {
      const listed = await everyOfResend(resend, '/webhooks');
      const ours = listed.filter(({ endpoint }) => endpoint === url);
      return Promise.all(ours.map(({ id }) => shown(id)));
    },
    wanted: { ...wanted, status: 'enabled' },
    make: async () => shown(seenOf(await resend('POST', '/webhooks', { body: wanted })).id),
    async change({ id }) {
      await resend('PATCH', `/webhooks/${id}`, { body: { ...wanted, status: 'enabled' } });
      return shown(id);
    },
    remove: async ({ id }) => void (await resend('DELETE', `/webhooks/${id}`)),
    secret: {
      async stateOf({ signing_secret: secret }) {
        if (typeof secret !== 'string') return 'lost';
        return (await secrets.live()).includes(secret) ? 'kept' : 'tellable';
      },
      keep: async ({ signing_secret: secret }) => secrets.put(String(secret)),
    },
  };
};
