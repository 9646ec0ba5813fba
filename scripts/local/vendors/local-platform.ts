import type { Platform } from '../../../functions/contracts/platform.ts';

/** What the platform has at the simulators from the start: as if `npm run connect` had been run. */
export const LOCAL_PLATFORM: Platform = {
  monthlyPrice: 'price_monthly_local',
  bookingFeePrice: 'price_booking_fee_local',
  portalConfiguration: 'bpc_local',
  trunkId: '2386325531927775048',
  outboundProfileId: '1293384261075731499',
  trunkUsername: 'cloudgreetlocal',
  trunkPassword: 'only-for-this-machine',
  // The world puts the address in that its distribution is given.
  webUrl: 'https://dashboard.example',
  verifyProfileId: '12ade33a-21c0-473b-b055-b3c836e1c292',
};
