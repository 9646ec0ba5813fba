import type { Reply } from '../../../scripts/local/vendors/simulator.ts';
import type { ModelRequest } from '../../../scripts/local/vendors/vendor-model.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row, Universe } from '../world/universe.ts';
import { heldAtVendors } from './held-at-vendors.ts';
import { checkOnboardings } from './onboarding.ts';
import type { Report } from './violation.ts';

/** What costs money, or leads calls somewhere, by whose it is. */
const bought = ({ method, path, body }: ModelRequest): readonly [what: string, of: string] | undefined => {
  const at = `${method} ${path}`;
  const { customer_reference, agent_name, default_dynamic_variables, inbound_webhook_url } = (body ??
    {}) as Row;
  const named = [customer_reference, agent_name, inbound_webhook_url].map(String).join(' ');
  const of = /\bbiz_[a-z0-9]+/.exec(`${named} ${JSON.stringify(default_dynamic_variables ?? '')}`)?.[0] ?? '';
  if (at === 'POST /v2/number_orders') return ['a number', of];
  if (at === 'POST /create-retell-llm' || at === 'POST /create-agent') return ['an agent', of];
  if (at === 'POST /import-phone-number') return ['a line', of];
  return undefined;
};

/** Watches what is bought and routed for businesses on their way to a line, and judges them in the end. */
export const watchOnboarding = (universe: Universe, deeds: Deeds, report: Report) => {
  /** Phones whose code came back. */
  const proven = new Set<string>();

  const isProven = (businessId: string): boolean => proven.has(deeds.onboarded.get(businessId)?.phone ?? '');

  const verified = ({ path }: ModelRequest, { body }: Reply): void => {
    const phone = /by_phone_number\/([^/]+)\//.exec(path)?.[1];
    const code = (body as { readonly data?: Row } | undefined)?.data?.response_code;
    if (phone !== undefined && code === 'accepted') proven.add(decodeURIComponent(phone));
  };

  const judge = (request: ModelRequest): void => {
    const [what, businessId] = bought(request) ?? [];
    if (what === undefined || businessId === undefined || !deeds.onboarded.has(businessId)) return;
    if (heldAtVendors(universe, businessId).subscriptions.length === 0)
      report('N4', `${what} is bought for ${businessId}, and no subscription stands`);
    if (!isProven(businessId))
      report('N6', `${what} is bought for ${businessId}, whose phone nobody has proven`);
  };

  universe.watchVendors((vendor, request, reply) => {
    if (deeds.onboarded.size === 0 || reply.status >= 300) return;
    if (vendor === 'telnyx' && request.path.endsWith('/actions/verify')) verified(request, reply);
    if (vendor === 'telnyx' || vendor === 'retell') judge(request);
    if (vendor !== 'stripe' || request.path !== '/v1/checkout/sessions' || request.method !== 'POST') return;
    const businessId = String((request.body as Row).client_reference_id);
    if (deeds.onboarded.has(businessId) && !isProven(businessId))
      report('N6', `${businessId} subscribes, and nobody has proven its phone`);
  });

  const live = () =>
    [...deeds.onboarded.keys()].filter((id) => universe.row(`BIZ#${id}#ONBOARDING`, '0')?.state === 'live')
      .length;

  return {
    /** Once all is at rest. */
    check: () => checkOnboardings(universe, deeds, report),
    seen: (): Record<string, number> => ({
      'onboardings begun': deeds.onboarded.size,
      'lines that went live': live(),
    }),
  };
};
