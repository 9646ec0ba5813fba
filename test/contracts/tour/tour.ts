import { type Traffic, watchTraffic } from '../../../scripts/local/vendors/traffic.ts';
import { tourPlatform } from './platform.ts';
import { tourResend } from './resend.ts';
import { tourRetell } from './retell.ts';
import { tourStripe } from './stripe.ts';
import { tourTelnyx } from './telnyx.ts';

/** What passes when every simulator is asked for everything it can do, and tells us everything it can tell. */
export const tourOfAllVendors = async (): Promise<readonly Traffic[]> => {
  const traffic: Traffic[] = [];
  const stop = watchTraffic((piece) => void traffic.push(piece));
  try {
    await Promise.all([tourStripe(), tourTelnyx(), tourResend(), tourRetell(), tourPlatform()]);
  } finally {
    stop();
  }
  return traffic;
};
