import { Resend } from 'resend';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { emailOutcomes } from '../../../scripts/local/vendors/resend/email-events.ts';
import { startResend } from '../../../scripts/local/vendors/resend/start-resend.ts';
import { orRefused, startReceiver } from './receive.ts';

/** Everything that the Resend simulator can be asked, and everything it then tells us. */
export const tourResend = async (): Promise<void> => {
  const receiver = await startReceiver();
  const sim = await startResend({
    clock: createLocalClock(),
    webhookUrl: () => receiver.url,
    domains: ['mail.cloudgreet.example'],
  });
  const resend = new Resend(sim.keys.apiKey, { baseUrl: sim.url });
  const letter = {
    from: 'CloudGreet <bookings@mail.cloudgreet.example>',
    to: ['owner@apex.example'],
    replyTo: 'support@cloudgreet.example',
    subject: 'A new booking',
    html: '<p>Tuesday at nine</p>',
    text: 'Tuesday at nine',
    tags: [{ name: 'kind', value: 'booking_alert' }],
  };

  try {
    const sent = await resend.emails.send(letter, { idempotencyKey: 'one' });
    await resend.emails.get(String(sent.data?.id));
    for (const outcome of emailOutcomes) {
      const to = `${outcome}@apex.example`;
      sim.setOutcome(to, outcome);
      await resend.emails.send({ ...letter, to: [to] });
    }
    await orRefused(resend.emails.send({ ...letter, subject: 'Another' }, { idempotencyKey: 'one' }));
    await orRefused(resend.emails.send(letter, { idempotencyKey: 'k'.repeat(257) }));
    await orRefused(resend.emails.send({ ...letter, from: 'a@elsewhere.example' }));
    await orRefused(resend.emails.get('00000000-0000-4000-8000-000000000000'));
    await orRefused(new Resend('re_wrong', { baseUrl: sim.url }).emails.get('x'));
    for (const effect of ['429', 'refuse-503', 'error-500-after', 'decline'] as const) {
      sim.faults.add({ effect, times: 1 });
      await orRefused(resend.emails.send(letter));
    }
    await sim.webhooks.idle();
  } finally {
    await sim.stop();
    await receiver.stop();
  }
};
