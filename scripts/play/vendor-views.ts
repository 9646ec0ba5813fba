import type { Email } from '../local/vendors/resend/resend-model.ts';
import type { InvoiceSummary } from '../local/vendors/stripe/stripe-model.ts';
import type { Text } from '../local/vendors/telnyx/phones.ts';
import type { SentCode } from '../local/vendors/telnyx/verifications.ts';
import type { WebhookDelivery } from '../local/vendors/webhook-deliveries.ts';
import type { WorldAddress } from '../local/world-address.ts';

type ArmedRule = { readonly rule: Readonly<Record<string, unknown>>; readonly applied: number };
type Inspection<State> = {
  readonly state: State;
  readonly webhooks: readonly WebhookDelivery[];
  readonly faults: Readonly<Record<'requests' | 'webhooks' | 'questions', readonly ArmedRule[]>>;
};

export type VendorName = keyof WorldAddress['vendors'];
const VENDORS: readonly VendorName[] = ['retell', 'stripe', 'telnyx', 'resend'];

/** A rule that is armed at a vendor, in one piece: what it is about, what it does, how often it struck. */
export type ArmedFault = {
  readonly vendor: string;
  readonly about: string;
  readonly effect: string;
  readonly applied: number;
};

/** What the simulated vendors hold, asked over their inspection endpoints: the same here and from another process. */
export const vendorViews = ({ vendors }: WorldAddress) => {
  const inspect = async <State>(vendor: VendorName): Promise<Inspection<State>> => {
    const response = await fetch(`${vendors[vendor]}/_inspect`);
    return (await response.json()) as Inspection<State>;
  };
  const post = async (vendor: VendorName, path: string, method: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${vendors[vendor]}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${vendor} simulator: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const armedAt = async (vendor: VendorName): Promise<ArmedFault[]> => {
    const { faults } = await inspect(vendor);
    return (['requests', 'webhooks', 'questions'] as const).flatMap((kind) =>
      faults[kind].map(({ rule, applied }) => ({
        vendor,
        about: String(rule.type ?? Object(rule.match).path ?? kind),
        effect: String(rule.effect),
        applied,
      })),
    );
  };
  return {
    arm: (vendor: VendorName, fault: unknown) => post(vendor, '/_faults', 'POST', fault),
    mend: (vendor: VendorName) => post(vendor, '/_faults', 'DELETE'),
    mendAll: async () => {
      await Promise.all(VENDORS.map((vendor) => post(vendor, '/_faults', 'DELETE')));
    },
    faults: async () => (await Promise.all(VENDORS.map(armedAt))).flat(),
    invoices: async () => (await inspect<{ invoices: InvoiceSummary[] }>('stripe')).state.invoices,
    texts: async () => (await inspect<{ texts: Text[] }>('telnyx')).state.texts,
    emails: async () => (await inspect<{ emails: Email[] }>('resend')).state.emails,
    codes: async () => (await inspect<{ codes: SentCode[] }>('telnyx')).state.codes,
    /** Everything that a simulator shows of itself. */
    stateOf: async (vendor: VendorName) => (await inspect<Readonly<Record<string, unknown>>>(vendor)).state,
    /** What people, banks and months do at a vendor. */
    tell: (vendor: VendorName, command: object) => post(vendor, '/_control', 'POST', command),
    deliveries: async (vendor: VendorName) => (await inspect(vendor)).webhooks,
    addCustomer: (customer: { id: string; name: string; email: string; card: string }) =>
      post('stripe', '/_control', 'POST', { add_customer: customer }),
    addTextNumber: (number: string, messagingProfileId: string) =>
      post('telnyx', '/_control', 'POST', { add_number: { number, messagingProfileId } }),
    receiveText: (text: { from: string; to: string; text: string }) =>
      post('telnyx', '/_control', 'POST', { receive: text }),
  };
};

export type VendorViews = ReturnType<typeof vendorViews>;
