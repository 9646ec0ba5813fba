import type { Chance } from '../chance.ts';
import type { Clock } from '../vendor-model.ts';
import type { AccountEvents } from './account-events.ts';
import type { ApiRoute } from './api-call.ts';
import { createBrandPins, type TextedPin } from './brand-pins.ts';
import { brandRemoval } from './brand-removal.ts';
import { type Brands, createBrands } from './brands.ts';
import { type Campaigns, createCampaigns } from './campaigns.ts';
import { createInventory } from './inventory.ts';
import { createMessagingProfiles, type MessagingProfiles } from './messaging-profiles.ts';
import { createNumberCampaigns, type NumberCampaigns } from './number-campaigns.ts';
import { createNumberOrders, type WireOrder } from './number-orders.ts';
import { createOwnedNumbers, type OwnedNumbers, type Ringing } from './owned-numbers.ts';
import { createToSettle, type ToSettle, type Wake } from './to-settle.ts';
import { goodVerdicts, type Pace, quickPace, type Verdicts } from './verdicts.ts';
import { createVerifications, type SentCode } from './verifications.ts';

/** What the account has besides its texts and calls, for demos and tests. */
export type Provisioned = {
  /** How orders and registrations end from now on; those that are named change. */
  setVerdicts(verdicts: Partial<Verdicts>): void;
  /** How many numbers an area code has from now on. */
  stock(areaCode: string, count: number): void;
  /** Another customer gets the number. */
  takeNumber(number: string): void;
  /** No text reaches the phone: a landline. */
  takeNoTexts(phone: string): void;
  /** The codes that phones were told, oldest first. */
  codes(): readonly SentCode[];
  /** The PINs that the registry texted sole proprietors, oldest first. */
  pins(): readonly TextedPin[];
  /** Who rings when somebody calls a number of ours, while the trunk answers or does not. */
  whoRings(number: string, isTrunkAnswering: boolean): Ringing;
  orders(): WireOrder[];
  profiles(): ReturnType<MessagingProfiles['profiles']>;
  brands(): ReturnType<Brands['brands']>;
  campaigns(): ReturnType<Campaigns['campaigns']>;
  assignments(): ReturnType<NumberCampaigns['assignments']>;
  /** What the vendor is still at, the earliest first. */
  underDecision: ToSettle['list'];
  /** Ends what is due by the clock; or everything, whatever the clock says. */
  settle: ToSettle['settle'];
};

/** Ids of what the platform itself has there: its trunks, and the profiles by which codes are sent. */
export type PlatformIds = {
  readonly isConnection: (id: string) => boolean;
  readonly isVerifyProfile: (id: string) => boolean;
};

export type Provisioning = Provisioned & {
  readonly routes: readonly ApiRoute[];
  readonly owned: OwnedNumbers;
  readonly messagingProfiles: MessagingProfiles;
};

/** Numbers, profiles, registrations and codes of one account. */
export const createProvisioning = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly platform: PlatformIds;
  readonly pace?: Partial<Pace> | undefined;
  readonly wake?: Wake | undefined;
  readonly events: Pick<AccountEvents, 'tellOrder' | 'tellRegistration'>;
  /** Profiles that no request of the API made. */
  readonly isOtherProfile: (id: string) => boolean;
}): Provisioning => {
  const { clock, chance, platform, events } = deps;
  const pace = { ...quickPace, ...deps.pace };
  let verdicts = goodVerdicts;
  const common = { clock, chance, toSettle: createToSettle(clock, deps.wake), verdicts: () => verdicts };
  const { toSettle } = common;

  const messagingProfiles = createMessagingProfiles({
    clock,
    chance,
    onRemoved: (id) => owned.leaveProfile(id),
  });
  const isProfile = (id: string): boolean => messagingProfiles.has(id) || deps.isOtherProfile(id);
  const { isConnection } = platform;
  const owned = createOwnedNumbers({ clock, isConnection, isProfile });
  const inventory = createInventory(owned.isOurs);
  const numberOrders = createNumberOrders({
    ...common,
    inventory,
    takesMs: pace.order,
    verdict: () => verdicts.order,
    isConnection,
    isProfile,
    own({ phone_numbers: numbers, connection_id, messaging_profile_id, customer_reference: reference }) {
      for (const { phone_number: number } of numbers) {
        owned.own({
          number,
          connectionId: connection_id || null,
          profileId: messaging_profile_id || null,
          reference,
        });
      }
    },
    tell: events.tellOrder,
  });
  const tell = events.tellRegistration;
  const brands: Brands = createBrands({
    ...common,
    takesMs: pace.brand,
    tell,
    campaignsOf: (brandId) => campaigns.count(brandId),
  });
  const campaigns = createCampaigns({
    ...common,
    takesMs: pace.campaign,
    tell,
    brands,
    onEnded: (campaignId) => numberCampaigns.leave(campaignId),
  });
  const numberCampaigns = createNumberCampaigns({
    ...common,
    takesMs: pace.assignment,
    tell,
    campaigns,
    isOurs: owned.isOurs,
  });
  const verifications = createVerifications({ clock, chance, isProfile: platform.isVerifyProfile });
  const brandPins = createBrandPins({
    ...common,
    takesMs: pace.pin,
    find: brands.toProve,
    isReached: verifications.isReached,
    verify: brands.verify,
  });

  const desks = [inventory, numberOrders, owned, messagingProfiles, brands, campaigns, numberCampaigns];
  return {
    routes: [
      ...[...desks, verifications, brandPins].flatMap(({ routes }) => routes),
      brandRemoval(brands, campaigns),
    ],
    owned,
    messagingProfiles,
    setVerdicts(changed) {
      verdicts = { ...verdicts, ...changed };
    },
    stock: inventory.stock,
    takeNumber: inventory.take,
    takeNoTexts: verifications.takeNoTexts,
    codes: verifications.codes,
    pins: brandPins.pins,
    whoRings: owned.whoRings,
    orders: numberOrders.orders,
    profiles: messagingProfiles.profiles,
    brands: brands.brands,
    campaigns: campaigns.campaigns,
    assignments: numberCampaigns.assignments,
    underDecision: toSettle.list,
    settle: toSettle.settle,
  };
};
