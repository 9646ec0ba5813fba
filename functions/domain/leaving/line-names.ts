import type { NumberOrder } from '../provision/ports.ts';
import type { Leaving } from './parts.ts';
import type { LineNames } from './ports.ts';

const unique = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** Every name by which a vendor may have known it: what is connected, what was made, what was found on the way. */
export const lineNames = (
  { closing, onboarding: { steps }, business }: Leaving,
  orders: readonly NumberOrder[],
): LineNames => {
  const noted = (wanted: string) => closing.entries.filter(({ what }) => what === wanted).map(({ id }) => id);
  return {
    agentIds: unique([...(business.agentIds ?? []), steps.agent.made.agentId, ...noted('agent')]),
    // The carrier's own id of a number is no name that the registry knows.
    numbers: unique([
      ...(business.numbers ?? []),
      steps.number.made.number,
      ...noted('number').filter((id) => id.startsWith('+')),
      ...orders.flatMap(({ numbers }) => numbers),
    ]),
    orderIds: unique([steps.number.made.orderId, ...orders.map(({ id }) => id)]),
    brandIds: unique([steps.texting.made.brandId, ...noted('brand')]),
    campaignIds: unique([steps.texting.made.campaignId, ...noted('campaign')]),
  };
};
