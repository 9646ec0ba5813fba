import type { Email } from '../local/vendors/resend/start-resend.ts';
import type { InvoiceSummary } from '../local/vendors/stripe/start-stripe.ts';
import type { Text } from '../local/vendors/telnyx/start-telnyx.ts';
import type { WebhookDelivery } from '../local/vendors/webhook-deliveries.ts';
import type { WorldAddress } from '../local/world-address.ts';

type Inspection<State> = { readonly state: State; readonly webhooks: readonly WebhookDelivery[] };

/** What the simulated vendors hold, asked over their inspection endpoints: the same here and from another process. */
export const vendorViews = ({ vendors }: WorldAddress) => {
  const inspect = async <State>(vendor: keyof WorldAddress['vendors']): Promise<Inspection<State>> => {
    const response = await fetch(`${vendors[vendor]}/_inspect`);
    return (await response.json()) as Inspection<State>;
  };
  const control = async (vendor: keyof WorldAddress['vendors'], command: object): Promise<void> => {
    const response = await fetch(`${vendors[vendor]}/_control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (!response.ok) throw new Error(`${vendor} simulator: ${await response.text()}`);
  };
  return {
    invoices: async () => (await inspect<{ invoices: InvoiceSummary[] }>('stripe')).state.invoices,
    texts: async () => (await inspect<{ texts: Text[] }>('telnyx')).state.texts,
    emails: async () => (await inspect<{ emails: Email[] }>('resend')).state.emails,
    deliveries: async (vendor: keyof WorldAddress['vendors']) => (await inspect(vendor)).webhooks,
    addCustomer: (customer: { id: string; name: string; email: string; card: string }) =>
      control('stripe', { add_customer: customer }),
    addTextNumber: (number: string, messagingProfileId: string) =>
      control('telnyx', { add_number: { number, messagingProfileId } }),
    receiveText: (text: { from: string; to: string; text: string }) => control('telnyx', { receive: text }),
  };
};

export type VendorViews = ReturnType<typeof vendorViews>;
