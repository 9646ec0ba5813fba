import type { Vertical } from 'telnyx/resources/messaging-10dlc/brand/brand';
import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Brand as BrandFound, Registrations, Sender } from '../../domain/provision/ports.ts';
import { isSoleProprietor, pinPhoneOf } from '../../domain/provision/sole-proprietor.ts';
import { brandsNamed } from './listed-brands.ts';
import { ifThere, type ProvisioningCalls } from './provisioning-calls.ts';
import { brandStanding } from './registration-standings.ts';

const MARK = 'business';

const word = z.nullish(z.string());
const Brand = z.object({
  brandId: z.string().check(z.minLength(1)),
  entityType: word,
  companyName: word,
  displayName: word,
  ein: word,
  firstName: word,
  lastName: word,
  phone: word,
  mobilePhone: word,
  street: word,
  city: word,
  state: word,
  postalCode: word,
  email: word,
  website: word,
  vertical: word,
  status: word,
  identityStatus: word,
  failureReasons: word,
  webhookURL: word,
  createdAt: word,
});
type Brand = z.infer<typeof Brand>;

const entityOf = (sender: Sender) =>
  isSoleProprietor(sender) ? ('SOLE_PROPRIETOR' as const) : ('PRIVATE_PROFIT' as const);

/** What the registry is told of who sends. Without a tax number it is a person in business. */
const particulars = (sender: Sender) => ({
  entityType: entityOf(sender),
  displayName: sender.displayName,
  companyName: sender.legalName,
  ...(sender.ein && { ein: sender.ein }),
  ...(sender.firstName && { firstName: sender.firstName }),
  ...(sender.lastName && { lastName: sender.lastName }),
  phone: sender.phone,
  // The registry texts a person in business a PIN.
  ...(isSoleProprietor(sender) && { mobilePhone: pinPhoneOf(sender) }),
  street: sender.street,
  city: sender.city,
  state: sender.state,
  postalCode: sender.postalCode,
  country: 'US',
  email: sender.email,
  ...(sender.website && { website: sender.website }),
});

/** A brand has no reference of ours: where the registry tells of it says whose it is, whatever the address is otherwise. */
const markedUrl = (publicUrl: string, businessId: BusinessId): string =>
  `${publicUrl}/webhooks/telnyx/10dlc?${MARK}=${encodeURIComponent(businessId)}`;

export const isMarked = ({ webhookURL }: Pick<Brand, 'webhookURL'>, businessId: BusinessId): boolean => {
  if (!webhookURL || !URL.canParse(webhookURL)) return false;
  return new URL(webhookURL).searchParams.get(MARK) === businessId;
};

const isOf = (brand: Brand, sender: Sender): boolean =>
  Object.entries({ ...particulars(sender), vertical: sender.vertical }).every(
    ([name, value]) => !(name in brand) || brand[name as keyof Brand] === value,
  );

/** Whether the registry may still accept it as this sender's; one that it has accepted is. */
const isHopeful = (brand: Brand, { standing }: BrandFound, sender: Sender): boolean => {
  if (standing === 'rejected') return false;
  if (standing === 'accepted') return true;
  // Of these two nothing can be changed: https://developers.telnyx.com/api-reference/brands/update-brand.
  const isOfPhone = !isSoleProprietor(sender) || brand.mobilePhone === pinPhoneOf(sender);
  return brand.entityType === entityOf(sender) && isOfPhone;
};

type BrandCalls = Pick<Registrations, 'findBrand' | 'submitBrand'>;

export const telnyxBrands = (calls: ProvisioningCalls, publicUrl: string): BrandCalls => ({
  async findBrand(businessId, sender, known) {
    const ours: { readonly brand: Brand; readonly registered: BrandFound }[] = [];
    const listed = await brandsNamed(calls, sender.displayName);
    for (const brandId of new Set(known === undefined ? listed : [known, ...listed])) {
      const brand = await ifThere(
        calls.look('read brand', Brand, (telnyx) => telnyx.messaging10dlc.brand.retrieve(brandId)),
      );
      if (brand && isMarked(brand, businessId)) ours.push({ brand, registered: brandStanding(brand) });
    }
    const oldestFirst = ours.toSorted((one, other) =>
      (one.brand.createdAt ?? '').localeCompare(other.brand.createdAt ?? ''),
    );
    const living = oldestFirst.find(({ brand, registered }) => isHopeful(brand, registered, sender));
    // What was rejected stands for what it said: whoever puts it right is to submit it anew.
    const rejected = oldestFirst.findLast(({ brand }) => isOf(brand, sender));
    return (living ?? rejected)?.registered;
  },

  async submitBrand(businessId, sender) {
    const brand = await calls.change('submit brand', Brand, (telnyx) =>
      telnyx.messaging10dlc.brand.create({
        ...particulars(sender),
        vertical: sender.vertical as Vertical,
        isReseller: false,
        webhookURL: markedUrl(publicUrl, businessId),
      }),
    );
    return brandStanding(brand);
  },
});
