import { Refusal } from '../../functions/domain/errors.ts';
import type { Brand, Registered, Registrations, TextedPin } from '../../functions/domain/provision/ports.ts';
import { isSoleProprietor, pinPhoneOf } from '../../functions/domain/provision/sole-proprietor.ts';

type Request = <Answer>(effect: () => Answer) => Promise<Answer>;
/** As a phone shows it. */
type PinOfPhone = { readonly brandId: string; readonly phone: string; readonly pin: string };

/** Brands, PINs, campaigns and the numbers in them, in memory, as far as the port tells of them. */
export const registryOfCarriers = (id: (kind: string, count: number) => string) => {
  const made = {
    brands: new Map<string, Brand>(),
    /** The phone of each brand that is a sole proprietor's. */
    phones: new Map<string, string>(),
    /** Every PIN that was texted, oldest first. */
    pins: [] as PinOfPhone[],
    /** What the registry says of the latest PIN of a brand. */
    pinStates: new Map<string, TextedPin>(),
    campaigns: new Map<string, Registered>(),
    assigned: new Map<string, string>(),
    /** Brands whose campaigns are too young to give them up. */
    keptBrands: new Set<string>(),
  };
  let brands = 0;

  const accept = (brandId: string): void => {
    for (const [businessId, brand] of made.brands)
      if (brand.id === brandId) made.brands.set(businessId, { id: brandId, standing: 'accepted' });
  };

  const answering = (request: Request): Registrations => ({
    findBrand: (businessId, sender) =>
      request(() => {
        const brand = made.brands.get(businessId);
        const isOfOther = brand?.standing === 'unproven' && made.phones.get(brand.id) !== pinPhoneOf(sender);
        return isOfOther ? undefined : brand;
      }),
    submitBrand: (businessId, sender) =>
      request(() => {
        const before = made.brands.get(businessId);
        if (before && before.standing !== 'unproven') throw new Error('a second brand');
        const isPerson = isSoleProprietor(sender);
        const brand: Brand = { id: id('brand', brands), standing: isPerson ? 'unproven' : 'pending' };
        brands += 1;
        made.brands.set(businessId, brand);
        if (isPerson) made.phones.set(brand.id, pinPhoneOf(sender));
        return brand;
      }),
    textedPin: (brandId) => request(() => made.pinStates.get(brandId)),
    textPin: (brandId) =>
      request(() => {
        const phone = made.phones.get(brandId) ?? '';
        const pin = String(100_000 + made.pins.length);
        made.pins.push({ brandId, phone, pin });
        const at = new Date(made.pins.length).toISOString();
        made.pinStates.set(brandId, { at, state: 'delivered' });
      }),
    checkPin: (brandId, pin) =>
      request(() => {
        const known = made.pinStates.get(brandId);
        if (known?.state === 'expired' || known?.state === 'taken') return known.state;
        if (!known || made.pins.findLast((one) => one.brandId === brandId)?.pin !== pin) return 'wrong';
        made.pinStates.set(brandId, { ...known, state: 'taken' });
        accept(brandId);
        return 'taken';
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
    brandsOf: (businessId) =>
      request(() => {
        const brand = made.brands.get(businessId);
        return brand ? [brand.id] : [];
      }),
    removeBrand: (brandId) =>
      request(() => {
        for (const [businessId, brand] of made.brands) {
          if (brand.id !== brandId) continue;
          if (made.campaigns.has(businessId) || made.keptBrands.has(brandId))
            throw new Refusal('vendor_refused', { vendor: 'telnyx', because: '10015' });
          made.brands.delete(businessId);
        }
      }),
    remove: (campaignId) =>
      request(() => {
        for (const [businessId, one] of made.campaigns)
          if (one.id === campaignId) made.campaigns.delete(businessId);
      }),
  });
  return { made, answering };
};
