import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Place } from './place.ts';

/** Something that a vendor has because of a business. */
export type Held = {
  readonly vendor: 'stripe' | 'telnyx' | 'retell';
  readonly what: string;
  /** As the vendor shows it; of an agent its latest version. */
  readonly it: Readonly<Record<string, unknown>>;
};

type Things = readonly Readonly<Record<string, unknown>>[];
const KINDS = {
  stripe: { customer: 'customers', subscription: 'subscriptions', visit: 'sessions' },
  telnyx: { order: 'orders', profile: 'profiles', brand: 'brands', campaign: 'campaigns' },
} as const;

/** What the vendors have of it, told by our id, which everything that is made for a business carries. */
export const heldOf = async ({ vendors, retell }: Place, businessId: BusinessId): Promise<Held[]> => {
  const isIts = (it: unknown): boolean => JSON.stringify(it).includes(businessId);
  const [stripe, telnyx] = await Promise.all([vendors.stateOf('stripe'), vendors.stateOf('telnyx')]);
  const states = { stripe, telnyx } as Readonly<
    Record<keyof typeof KINDS, Readonly<Record<string, unknown>>>
  >;
  const found = (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((vendor) =>
    Object.entries(KINDS[vendor]).flatMap(([what, name]) =>
      ((states[vendor][name] ?? []) as Things).filter(isIts).map((it): Held => ({ vendor, what, it })),
    ),
  );
  const profiles = found.filter(({ what }) => what === 'profile').map(({ it }) => it.id);
  const numbers = ((telnyx.numbers ?? []) as Things).filter(({ messagingProfileId, profileId }) =>
    profiles.includes(messagingProfileId ?? profileId),
  );
  const { agents, llms, importedNumbers } = retell.books();
  return [
    ...found,
    ...numbers.map((it): Held => ({ vendor: 'telnyx', what: 'number', it })),
    ...agents
      .filter(isIts)
      .map((versions): Held => ({ vendor: 'retell', what: 'agent', it: versions.at(-1) ?? {} })),
    ...llms.filter(isIts).map((it): Held => ({ vendor: 'retell', what: 'model', it })),
    ...importedNumbers.filter(isIts).map((it): Held => ({ vendor: 'retell', what: 'number', it })),
  ];
};
