import * as z from 'zod';
import { textParam } from '../bracket-params.ts';
import { type Chance, newUuid } from '../chance.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import type { Clock } from '../vendor-model.ts';
import type { Registration } from './account-events.ts';
import { type ApiRoute, allowQuery, decline, pageOfRecords, readBody, withOneError } from './api-call.ts';
import { type Brands, instantOf, REGISTRY_PROVIDER, registryInstant } from './brands.ts';
import type { ToSettle } from './to-settle.ts';
import type { Verdicts } from './verdicts.ts';

const words = z.string().min(1);
/** What carriers read of a campaign: too short a sample or flow is sent back. */
const sentences = z.string().min(20);
const campaignShape = z.strictObject({
  brandId: words,
  usecase: z.enum(['CUSTOMER_CARE', 'ACCOUNT_NOTIFICATION', 'LOW_VOLUME', 'MIXED', 'SOLE_PROPRIETOR']),
  subUsecases: z.array(words).optional(),
  description: z.string().min(40),
  messageFlow: z.string().min(40),
  sample1: sentences,
  sample2: sentences,
  sample3: sentences.optional(),
  sample4: sentences.optional(),
  sample5: sentences.optional(),
  subscriberOptin: z.boolean(),
  subscriberOptout: z.literal(true),
  subscriberHelp: z.literal(true),
  optinKeywords: words.optional(),
  optoutKeywords: words.optional(),
  helpKeywords: words.optional(),
  optinMessage: sentences,
  optoutMessage: sentences,
  helpMessage: sentences,
  embeddedLink: z.boolean().optional(),
  embeddedPhone: z.boolean().optional(),
  numberPool: z.boolean().optional(),
  ageGated: z.boolean().optional(),
  directLending: z.boolean().optional(),
  autoRenewal: z.boolean().optional(),
  termsAndConditions: z.literal(true),
  privacyPolicyLink: z.url().optional(),
  termsAndConditionsLink: z.url().optional(),
  referenceId: z.string().max(50).optional(),
  webhookURL: z.url().optional(),
});

type CampaignStatus = 'TCR_PENDING' | 'TELNYX_ACCEPTED' | 'TELNYX_FAILED' | 'MNO_PROVISIONED' | 'TCR_EXPIRED';

type WireCampaign = z.infer<typeof campaignShape> & {
  readonly campaignId: string;
  readonly tcrCampaignId: string;
  campaignStatus: CampaignStatus;
  failureReasons?: string;
  isTMobileRegistered: boolean;
  readonly createDate: string;
} & Readonly<Record<string, unknown>>;

const ENDED: readonly CampaignStatus[] = ['TELNYX_FAILED', 'TCR_EXPIRED'];
/** The longest that there are. */
const THREE_MONTHS_MS = 92 * 86_400_000;

export type Campaigns = {
  readonly routes: readonly ApiRoute[];
  count(brandId: string): number;
  /** Whether one of the brand goes on, or is younger than three months. */
  keepBrand(brandId: string): boolean;
  /** Whether numbers may be put into it; undefined: there is none. */
  takesNumbers(campaignId: string): boolean | undefined;
  named(campaignId: string): { readonly brandId: string; readonly tcrCampaignId: string } | undefined;
  campaigns(): WireCampaign[];
};

/** What a brand sends: pending, then by the clock reviewed, and as long again until the carriers have agreed. */
export const createCampaigns = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly toSettle: ToSettle;
  readonly takesMs: number;
  readonly verdicts: () => Verdicts;
  readonly brands: Brands;
  readonly tell: (registration: Registration) => void;
  readonly onEnded: (campaignId: string) => void;
}): Campaigns => {
  const { clock, chance, toSettle } = deps;
  const campaigns = new Map<string, WireCampaign>();

  const tell = (campaign: WireCampaign, type: string, status: string, description: string): void => {
    const { campaignId, brandId, webhookURL: url = null } = campaign;
    deps.tell({ campaignId, brandId, type, status, description, url });
  };

  const agree = (campaign: WireCampaign): void => {
    if (campaign.campaignStatus !== 'TELNYX_ACCEPTED') return;
    campaign.campaignStatus = 'MNO_PROVISIONED';
    campaign.isTMobileRegistered = true;
    tell(campaign, 'MNO_REVIEW', 'ACCEPTED', 'Campaign has been accepted by the carriers.');
  };

  const review = (campaign: WireCampaign): void => {
    if (campaign.campaignStatus !== 'TCR_PENDING') return;
    const { campaign: verdict, reason } = deps.verdicts();
    if (verdict === 'rejected') {
      campaign.campaignStatus = 'TELNYX_FAILED';
      campaign.failureReasons = reason;
      tell(campaign, 'TELNYX_REVIEW', 'REJECTED', reason);
      return;
    }
    campaign.campaignStatus = 'TELNYX_ACCEPTED';
    tell(campaign, 'TELNYX_REVIEW', 'ACCEPTED', 'Campaign has been accepted by Telnyx.');
    toSettle.add(campaign.campaignId, deps.takesMs, () => agree(campaign));
  };

  const submit: ApiRoute['run'] = ({ body }) => {
    const asked = readBody(campaignShape, body);
    const may = deps.brands.mayCampaign(asked.brandId);
    if (may === undefined) throw decline(400, '10017', { source: { pointer: '/brandId' } });
    if (!may) {
      throw decline(400, '10015', { detail: 'The brand is not verified.', source: { pointer: '/brandId' } });
    }
    const isUsed = [...campaigns.values()].some(
      ({ referenceId }) => referenceId !== undefined && referenceId === asked.referenceId,
    );
    if (isUsed) throw decline(400, '10012', { source: { pointer: '/referenceId' } });
    const brand = deps.brands.shown(asked.brandId);
    const campaign: WireCampaign = {
      subUsecases: [],
      ...asked,
      campaignId: newUuid(chance),
      tcrCampaignId: idsFrom(chance)('C', 6).toUpperCase(),
      cspId: REGISTRY_PROVIDER,
      brandDisplayName: brand?.displayName,
      vertical: brand?.vertical,
      mock: false,
      campaignStatus: 'TCR_PENDING',
      submissionStatus: 'CREATED',
      status: 'ACTIVE',
      isTMobileRegistered: false,
      createDate: registryInstant(clock.now()),
    };
    campaigns.set(campaign.campaignId, campaign);
    toSettle.add(campaign.campaignId, deps.takesMs, () => review(campaign));
    return { status: 200, body: snapshot(campaign) };
  };

  const list: ApiRoute['run'] = ({ query }) => {
    allowQuery(query, 'brandId', 'page', 'recordsPerPage', 'sort');
    const brandId = textParam(query, 'brandId');
    if (brandId === undefined) throw decline(400, '10004', { source: { parameter: 'brandId' } });
    const found = [...campaigns.values()].filter((campaign) => campaign.brandId === brandId);
    return pageOfRecords(found.map(snapshot).reverse(), query);
  };

  const named = (id: string | undefined): WireCampaign => {
    const campaign = campaigns.get(id ?? '');
    if (campaign === undefined) throw decline(404, '10005');
    return campaign;
  };

  const end: ApiRoute['run'] = ({ ids: [id] }) => {
    const campaign = named(id);
    if (campaign.campaignStatus === 'TCR_EXPIRED') throw decline(404, '10005');
    campaign.campaignStatus = 'TCR_EXPIRED';
    deps.onEnded(campaign.campaignId);
    return {
      status: 200,
      body: { time: clock.now() / 1000, record_type: 'campaign', message: 'deactivated' },
    };
  };

  const one = /^\/v2\/10dlc\/campaign\/([^/]+)$/;
  return {
    routes: [
      { method: 'POST', path: /^\/v2\/10dlc\/campaignBuilder$/, run: withOneError(submit) },
      { method: 'GET', path: /^\/v2\/10dlc\/campaign$/, run: list },
      { method: 'GET', path: one, run: ({ ids: [id] }) => ({ status: 200, body: snapshot(named(id)) }) },
      { method: 'DELETE', path: one, run: end },
    ],
    keepBrand: (brandId) =>
      [...campaigns.values()].some(
        (one) =>
          one.brandId === brandId &&
          (!ENDED.includes(one.campaignStatus) || instantOf(one.createDate) + THREE_MONTHS_MS > clock.now()),
      ),
    count: (brandId) => [...campaigns.values()].filter((campaign) => campaign.brandId === brandId).length,
    takesNumbers(campaignId) {
      const campaign = campaigns.get(campaignId);
      return campaign && campaign.campaignStatus === 'MNO_PROVISIONED';
    },
    named: (campaignId) => campaigns.get(campaignId),
    campaigns: () => [...campaigns.values()].map(snapshot),
  };
};
