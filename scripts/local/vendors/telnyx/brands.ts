import * as z from 'zod';
import { textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import type { Clock } from '../vendor-model.ts';
import type { Registration } from './account-events.ts';
import { type ApiRoute, allowQuery, decline, pageOfRecords, readBody } from './api-call.ts';
import type { ToSettle } from './to-settle.ts';
import type { Verdicts } from './verdicts.ts';

const VERTICALS = [
  ...['AGRICULTURE', 'COMMUNICATION', 'CONSTRUCTION', 'EDUCATION', 'ENERGY', 'ENTERTAINMENT', 'FINANCIAL'],
  ...['GAMBLING', 'GOVERNMENT', 'HEALTHCARE', 'HOSPITALITY', 'HUMAN_RESOURCES', 'INSURANCE', 'LEGAL'],
  ...['MANUFACTURING', 'NGO', 'POLITICAL', 'POSTAL', 'PROFESSIONAL', 'REAL_ESTATE', 'RETAIL', 'TECHNOLOGY'],
  'TRANSPORTATION',
] as const;

const text = z.string().min(1).max(100);
const phone = z.string().regex(/^\+1\d{10}$/);
const brandShape = z.strictObject({
  entityType: z.enum(['PRIVATE_PROFIT', 'PUBLIC_PROFIT', 'NON_PROFIT', 'GOVERNMENT', 'SOLE_PROPRIETOR']),
  displayName: text,
  companyName: text.optional(),
  ein: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  phone: phone.optional(),
  mobilePhone: phone.optional(),
  street: text.optional(),
  city: text.optional(),
  state: z.string().max(20).optional(),
  postalCode: z.string().max(10).optional(),
  country: z.literal('US'),
  email: z
    .string()
    .max(100)
    .regex(/^[^@\s]+@[^@\s]+$/),
  website: text.optional(),
  vertical: z.enum(VERTICALS),
  isReseller: z.boolean().optional(),
  webhookURL: z.url().optional(),
});

type WireBrand = z.infer<typeof brandShape> & {
  readonly brandId: string;
  identityStatus?: 'VERIFIED' | 'UNVERIFIED' | 'SELF_DECLARED' | 'VETTED_VERIFIED';
  status: 'OK' | 'REGISTRATION_PENDING' | 'REGISTRATION_FAILED';
  failureReasons?: string;
  readonly createdAt: string;
  updatedAt: string;
} & Readonly<Record<string, unknown>>;

/** `2021-03-08T17:57:48.801186`: the registry writes UTC without saying so. */
export const registryInstant = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '000');

/** Milliseconds since 1970 of what the registry writes. */
export const instantOf = (written: string): number => Date.parse(`${written.slice(0, 23)}Z`);

export const REGISTRY_PROVIDER = 'SLOCAL1';

export type Brands = {
  readonly routes: readonly ApiRoute[];
  /** Whether campaigns may be submitted for it; undefined: there is none. */
  mayCampaign(brandId: string): boolean | undefined;
  shown(brandId: string): { readonly displayName: string; readonly vertical: string } | undefined;
  /** `phone`: of a sole proprietor who has not proven it; undefined: there is no such brand. */
  toProve(brandId: string): { readonly phone: string | undefined } | undefined;
  /** A sole proprietor has read the PIN back. */
  verify(brandId: string): void;
  /** It is there no more. */
  remove(brandId: string): void;
  brands(): WireBrand[];
};

/** So many brands of persons a phone may be named for. */
const MOST_OF_A_PHONE = 3;

const isPerson = ({ entityType }: Pick<WireBrand, 'entityType'>): boolean => entityType === 'SOLE_PROPRIETOR';

/** What the registry must know of a company, and of one person in business. */
const needed = {
  company: ['companyName', 'ein', 'phone', 'street', 'city', 'state', 'postalCode'],
  person: ['firstName', 'lastName', 'phone', 'mobilePhone', 'street', 'city', 'state', 'postalCode'],
} as const;

/**
 * Who sends texts, as the registry of the carriers knows them: pending, and by the clock known or not. A sole proprietor has only
 * declared who they are, until they read a PIN back.
 */
export const createBrands = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly toSettle: ToSettle;
  readonly takesMs: number;
  readonly verdicts: () => Verdicts;
  readonly tell: (registration: Registration) => void;
  readonly campaignsOf: (brandId: string) => number;
}): Brands => {
  const { clock, chance } = deps;
  const brands = new Map<string, WireBrand>();

  const tell = (brand: WireBrand, type: string, failure: string | undefined): void => {
    brand.updatedAt = registryInstant(clock.now());
    deps.tell({
      brandId: brand.brandId,
      type,
      status: failure === undefined ? 'SUCCESS' : 'FAILED',
      description: failure ?? 'The brand is as its status says.',
      url: brand.webhookURL ?? null,
    });
  };

  const settle = (brand: WireBrand): void => {
    if (!brands.has(brand.brandId)) return;
    // Whoever was fast has read the PIN back.
    if (brand.identityStatus === 'VERIFIED') return;
    const { brand: verdict, reason } = deps.verdicts();
    const isKnown = verdict === 'VERIFIED';
    const known = isPerson(brand) ? 'SELF_DECLARED' : 'VERIFIED';
    brand.status = verdict === 'REGISTRATION_FAILED' ? 'REGISTRATION_FAILED' : 'OK';
    brand.identityStatus = isKnown ? known : 'UNVERIFIED';
    if (!isKnown) brand.failureReasons = reason;
    tell(brand, 'REGISTRATION', isKnown ? undefined : reason);
  };

  const create: ApiRoute['run'] = ({ body }): Reply => {
    const asked = readBody(brandShape, body);
    const missing = needed[isPerson(asked) ? 'person' : 'company'].find((name) => asked[name] === undefined);
    if (missing !== undefined) throw decline(400, '10004', { source: { pointer: `/${missing}` } });
    const ofPhone = [...brands.values()].filter(
      (brand) => isPerson(brand) && brand.mobilePhone === asked.mobilePhone,
    );
    if (isPerson(asked) && ofPhone.length >= MOST_OF_A_PHONE) {
      const detail = 'The mobile phone is named by too many brands.';
      throw decline(400, '10015', { detail, source: { pointer: '/mobilePhone' } });
    }
    const at = registryInstant(clock.now());
    const brandId = newUuid(chance);
    const brand: WireBrand = {
      ...asked,
      brandId,
      tcrBrandId: idsFrom(chance)('B', 6).toUpperCase(),
      cspId: REGISTRY_PROVIDER,
      referenceId: brandId,
      brandRelationship: 'BASIC_ACCOUNT',
      isReseller: asked.isReseller ?? false,
      mock: false,
      status: 'REGISTRATION_PENDING',
      createdAt: at,
      updatedAt: at,
    };
    brands.set(brandId, brand);
    deps.toSettle.add(brandId, deps.takesMs, () => settle(brand));
    return { status: 200, body: snapshot(brand) };
  };

  const list: ApiRoute['run'] = ({ query }): Reply => {
    allowQuery(
      query,
      'displayName',
      'entityType',
      'state',
      'country',
      'brandId',
      'page',
      'recordsPerPage',
      'sort',
    );
    const part = textParam(query, 'displayName')?.toLowerCase() ?? '';
    const found = [...brands.values()].filter(
      (brand) =>
        // Nothing says that the whole of a name has to agree.
        brand.displayName.toLowerCase().includes(part) &&
        (['entityType', 'state', 'country', 'brandId'] as const).every((name) => {
          const wanted = textParam(query, name);
          return wanted === undefined || brand[name] === wanted;
        }),
    );
    const records = found.reverse().map((brand) => {
      const { brandId, tcrBrandId, displayName, companyName, email, entityType, website, ...more } = brand;
      const { identityStatus, status, failureReasons, createdAt, updatedAt } = more;
      const shown = { brandId, tcrBrandId, displayName, companyName, email, entityType, website };
      const states = { identityStatus, status, failureReasons, createdAt, updatedAt };
      // The description spells it so.
      const record = { ...shown, ...states, assignedCampaingsCount: deps.campaignsOf(brandId) };
      return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
    });
    return pageOfRecords(records, query);
  };

  const retrieve: ApiRoute['run'] = ({ ids: [id = ''] }): Reply => {
    const brand = brands.get(id);
    if (brand === undefined) throw decline(404, '10005');
    return { status: 200, body: { ...snapshot(brand), assignedCampaignsCount: deps.campaignsOf(id) } };
  };

  return {
    routes: [
      { method: 'POST', path: /^\/v2\/10dlc\/brand$/, run: create },
      { method: 'GET', path: /^\/v2\/10dlc\/brand$/, run: list },
      { method: 'GET', path: /^\/v2\/10dlc\/brand\/([^/]+)$/, run: retrieve },
    ],
    mayCampaign(brandId) {
      const brand = brands.get(brandId);
      return brand && brand.status === 'OK' && brand.identityStatus === 'VERIFIED';
    },
    shown: (brandId) => brands.get(brandId),
    toProve(brandId) {
      const brand = brands.get(brandId);
      if (brand === undefined) return undefined;
      const isOpen = isPerson(brand) && brand.identityStatus !== 'VERIFIED';
      return { phone: isOpen && brand.status !== 'REGISTRATION_FAILED' ? brand.mobilePhone : undefined };
    },
    verify(brandId) {
      const brand = brands.get(brandId);
      if (brand === undefined) return;
      brand.status = 'OK';
      brand.identityStatus = 'VERIFIED';
      tell(brand, 'BRAND_OTP_VERIFIED', undefined);
    },
    remove: (brandId) => void brands.delete(brandId),
    brands: () => [...brands.values()].map(snapshot),
  };
};
