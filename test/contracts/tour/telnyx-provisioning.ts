import type Telnyx from 'telnyx';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import type { TelnyxSimulator } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { orRefused } from './receive.ts';

const PHONE = '+15125550199';
const { trunkId, verifyProfileId } = LOCAL_PLATFORM;
const WORDS = 'Words that are long enough for whoever reads what a campaign says of itself.';

const buy = async (sim: TelnyxSimulator, telnyx: Telnyx, webhookUrl: string) => {
  const profile = await telnyx.messagingProfiles.create({
    name: 'biz_tour Apex',
    whitelisted_destinations: ['US', 'CA'],
    webhook_url: webhookUrl,
    webhook_api_version: '2',
    daily_spend_limit_enabled: true,
    daily_spend_limit: '5.00',
  });
  const profileId = String(profile.data?.id);
  await telnyx.messagingProfiles.list({ 'filter[name][contains]': 'biz_tour' });
  await telnyx.messagingProfiles.retrieve(profileId);
  await telnyx.messagingProfiles.update(profileId, { enabled: true });

  const area = { country_code: 'US', national_destination_code: '737', phone_number_type: 'local' } as const;
  const offers = await telnyx.availablePhoneNumbers.list({ filter: { ...area, limit: 5 } });
  await orRefused(telnyx.availablePhoneNumbers.list({ filter: { national_destination_code: '011' } }));
  const number = String(offers.data?.[0]?.phone_number);
  const order = await telnyx.numberOrders.create({
    phone_numbers: [{ phone_number: number }],
    connection_id: trunkId,
    messaging_profile_id: profileId,
    customer_reference: 'biz_tour',
  });
  await orRefused(telnyx.numberOrders.create({ phone_numbers: [{ phone_number: number }] }));
  sim.settle('everything');
  await telnyx.numberOrders.retrieve(String(order.data?.id));
  await telnyx.numberOrders.list({ filter: { customer_reference: 'biz_tour' }, 'page[size]': 250 });
  const owned = await telnyx.phoneNumbers.list({ filter: { phone_number: number.slice(1) } });
  return { number, numberId: String(owned.data[0]?.id), profileId };
};

const route = async (telnyx: Telnyx, numberId: string, profileId: string) => {
  await telnyx.phoneNumbers.update(numberId, { connection_id: trunkId, customer_reference: 'biz_tour' });
  await telnyx.phoneNumbers.voice.update(numberId, {
    call_forwarding: {
      call_forwarding_enabled: true,
      forwarding_type: 'on-failure',
      forwards_to: PHONE,
    },
  });
  await telnyx.phoneNumbers.voice.retrieve(numberId);
  await telnyx.phoneNumbers.messaging.update(numberId, { messaging_profile_id: profileId });
  await telnyx.phoneNumbers.messaging.retrieve(numberId);
  await telnyx.phoneNumbers.retrieve(numberId);
  await orRefused(telnyx.phoneNumbers.retrieve('an-order'));
};

const register = async (sim: TelnyxSimulator, telnyx: Telnyx, number: string, webhookURL: string) => {
  const { brand, campaign, campaignBuilder, phoneNumberCampaigns } = telnyx.messaging10dlc;
  const sender = {
    entityType: 'PRIVATE_PROFIT',
    displayName: 'Apex',
    companyName: 'Apex LLC',
    ein: '123456789',
    phone: PHONE,
    street: '1 Oak St',
    city: 'Austin',
    state: 'TX',
    postalCode: '78701',
    country: 'US',
    email: 'ann@apex.example',
    vertical: 'PROFESSIONAL',
    webhookURL,
  } as const;
  const { brandId = '' } = await brand.create(sender);
  const asked = {
    brandId,
    usecase: 'LOW_VOLUME',
    subUsecases: ['CUSTOMER_CARE'],
    description: WORDS,
    messageFlow: WORDS,
    sample1: WORDS,
    sample2: WORDS,
    optinMessage: WORDS,
    optoutMessage: WORDS,
    helpMessage: WORDS,
    subscriberOptin: true,
    subscriberOptout: true,
    subscriberHelp: true,
    termsAndConditions: true,
    referenceId: 'biz_tour:1',
    webhookURL,
  };
  await orRefused(campaignBuilder.submit(asked));
  sim.settle('everything');
  await brand.list({ displayName: 'Apex' });
  await brand.retrieve(brandId);
  const { campaignId = '' } = await campaignBuilder.submit(asked);
  sim.settle('everything');
  await campaign.list({ brandId });
  await campaign.retrieve(campaignId);
  await orRefused(phoneNumberCampaigns.retrieve(number));
  sim.setVerdicts({ assignment: 'FAILED_ASSIGNMENT' });
  await phoneNumberCampaigns.create({ phoneNumber: number, campaignId });
  sim.settle('everything');
  sim.setVerdicts({ assignment: 'ASSIGNED', brand: 'UNVERIFIED' });
  await phoneNumberCampaigns.update(number, { phoneNumber: number, campaignId });
  sim.settle('everything');
  await phoneNumberCampaigns.retrieve(number);
  await orRefused(brand.delete(brandId));
  await campaign.deactivate(campaignId);
  await orRefused(campaign.deactivate(campaignId));
  const { brandId: unknown = '' } = await brand.create({ ...sender, displayName: 'Nobody' });
  sim.settle('everything');
  await brand.retrieve(unknown);
  await brand.delete(unknown);
  await orRefused(brand.delete(unknown));
  await brand.list();
};

const provePerson = async (sim: TelnyxSimulator, telnyx: Telnyx, webhookURL: string) => {
  const { brand } = telnyx.messaging10dlc;
  const { brandId = '' } = await brand.create({
    entityType: 'SOLE_PROPRIETOR',
    displayName: 'Ann Lee',
    firstName: 'Ann',
    lastName: 'Lee',
    phone: PHONE,
    mobilePhone: PHONE,
    street: '1 Oak St',
    city: 'Austin',
    state: 'TX',
    postalCode: '78701',
    country: 'US',
    email: 'ann@lee.example',
    vertical: 'PROFESSIONAL',
    webhookURL,
  });
  const words = { pinSms: 'Your PIN is @OTP_PIN@', successSms: 'Thank you.' };
  await orRefused(brand.retrieveSMSOtpStatus(brandId));
  await orRefused(brand.triggerSMSOtp('nobody', words));
  await brand.triggerSMSOtp(brandId, words);
  await brand.retrieveSMSOtpStatus(brandId);
  sim.settle('everything');
  await orRefused(brand.verifySMSOtp(brandId, { otpPin: 'not it' }));
  await brand.verifySMSOtp(brandId, { otpPin: String(sim.pins().at(-1)?.pin) });
  await brand.retrieveSMSOtpStatus(brandId);
  await brand.retrieve(brandId);
};

const prove = async (sim: TelnyxSimulator, telnyx: Telnyx) => {
  const asked = { phone_number: PHONE, verify_profile_id: verifyProfileId };
  await telnyx.verifications.triggerSMS(asked);
  await telnyx.verifications.triggerCall({ ...asked, timeout_secs: 300 });
  const { verify } = telnyx.verifications.byPhoneNumber.actions;
  const say = (code: string) =>
    verify.call(telnyx.verifications.byPhoneNumber.actions, PHONE, {
      code,
      verify_profile_id: verifyProfileId,
    });
  await say('nothing');
  await say(String(sim.codes().at(-1)?.code));
  await orRefused(say('again'));
};

/** How a business is set up at the carrier, and is taken down again. */
export const tourProvisioning = async (sim: TelnyxSimulator, telnyx: Telnyx, url: string): Promise<void> => {
  const { number, numberId, profileId } = await buy(sim, telnyx, url);
  await route(telnyx, numberId, profileId);
  await register(sim, telnyx, number, url);
  await provePerson(sim, telnyx, url);
  await prove(sim, telnyx);
  await telnyx.phoneNumbers.delete(numberId);
  await orRefused(telnyx.phoneNumbers.delete(numberId));
  await telnyx.messagingProfiles.delete(profileId);
};
