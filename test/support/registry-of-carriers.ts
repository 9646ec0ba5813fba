import type { Registered, Registrations } from '../../functions/domain/provision/ports.ts';

type Request = <Answer>(effect: () => Answer) => Promise<Answer>;

/** Brands, campaigns and the numbers in them, in memory, as far as the port tells of them. */
export const registryOfCarriers = (id: (kind: string, count: number) => string) => {
  const made = {
    brands: new Map<string, Registered>(),
    campaigns: new Map<string, Registered>(),
    assigned: new Map<string, string>(),
  };
  const answering = (request: Request): Registrations => ({
    findBrand: (businessId) => request(() => made.brands.get(businessId)),
    submitBrand: (businessId) =>
      request(() => {
        if (made.brands.has(businessId)) throw new Error('a second brand');
        const brand: Registered = { id: id('brand', made.brands.size), standing: 'pending' };
        made.brands.set(businessId, brand);
        return brand;
      }),
    findCampaign: (businessId) => request(() => made.campaigns.get(businessId)),
    submitCampaign: (businessId) =>
      request(() => {
        if (made.campaigns.get(businessId)?.standing === 'pending') throw new Error('a second campaign');
        const campaign: Registered = { id: id('camp', made.campaigns.size), standing: 'pending' };
        made.campaigns.set(businessId, campaign);
        return campaign;
      }),
    assignment: (number) =>
      request(() => {
        const campaignId = made.assigned.get(number);
        return campaignId === undefined ? undefined : { campaignId, standing: 'accepted' };
      }),
    assign: (number, campaignId) => request(() => void made.assigned.set(number, campaignId)),
    remove: (campaignId) =>
      request(() => {
        for (const [businessId, one] of made.campaigns)
          if (one.id === campaignId) made.campaigns.delete(businessId);
      }),
  });
  return { made, answering };
};
