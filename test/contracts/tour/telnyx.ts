import Telnyx from 'telnyx';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startTelnyx } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { orRefused, startReceiver } from './receive.ts';
import { tourProvisioning } from './telnyx-provisioning.ts';

const OURS = '+15125550142';
const THEIRS = '+15125550187';

/** Everything that the Telnyx simulator can be asked, and everything it then tells us. */
export const tourTelnyx = async (): Promise<void> => {
  const receiver = await startReceiver();
  const at = () => receiver.url;
  const webhookUrls = { voice: at, orders: at, registrations: at };
  const sim = await startTelnyx({ clock: createLocalClock(), webhookUrl: at, webhookUrls });
  const connection = { baseURL: `${sim.url}/v2`, maxRetries: 0, logLevel: 'off' } as const;
  const telnyx = new Telnyx({ ...connection, apiKey: sim.keys.apiKey });
  const profile = sim.addNumber(OURS);
  const send = (text: string, to = THEIRS) =>
    telnyx.messages.send({
      from: OURS,
      to,
      text,
      messaging_profile_id: profile,
      type: 'SMS',
      encoding: 'auto',
    });

  try {
    const accepted = await send('You are booked.');
    await telnyx.messages.retrieve(String(accepted.data?.id));
    for (const status of ['delivery_failed', 'sending_failed', 'delivery_unconfirmed', 'sent'] as const) {
      sim.setOutcome(THEIRS, { status });
      await send(`This one is ${status}.`);
    }
    await telnyx.detailRecords.list({
      filter: { record_type: 'messaging', direction: 'outbound', cli: OURS, cld: THEIRS },
      sort: ['-created_at'],
      'page[size]': 5,
    });
    const received = sim.receiveText({ from: THEIRS, to: OURS, text: 'Thank you' });
    await telnyx.messages.retrieve(received);
    for (const text of ['HELP', 'STOP']) sim.receiveText({ from: THEIRS, to: OURS, text });
    await orRefused(send('You have opted out.'));
    await orRefused(telnyx.messages.retrieve('00000000-0000-4000-8000-000000000000'));
    await orRefused(new Telnyx({ ...connection, apiKey: 'KEYwrong' }).messages.retrieve(received));
    for (const effect of ['429', 'refuse-503', 'error-500-after', 'decline'] as const) {
      sim.faults.add({ effect, times: 1 });
      await orRefused(send('Hello'));
    }
    const leg = sim.ring({ from: THEIRS, to: OURS });
    leg.answer();
    leg.hangUp();
    sim
      .ring({ from: THEIRS, to: OURS })
      .hangUp({ cause: 'originator_cancel', source: 'caller', sipCause: '487' });
    for (const status of ['success', 'failure'] as const) sim.completeOrder({ numbers: [OURS], status });
    sim.tellRegistration({ campaignId: 'campaign-1' });
    sim.tellRegistration({ campaignId: 'campaign-1', isWrapped: true });
    sim.tellRegistration({ brandId: 'brand-1' });
    sim.tellRegistration({ phoneNumber: OURS, campaignId: 'campaign-1' });
    await tourProvisioning(sim, telnyx, receiver.url);
    await sim.webhooks.idle();
  } finally {
    await sim.stop();
    await receiver.stop();
  }
};
