import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventWorker } from '../constructs/event-worker.ts';
import { stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** A booking the agent made is charged once. */
export class Billing extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    const charge = new EventWorker(this, 'ChargeBookingFee', {
      house,
      bus,
      events: ['appointment.booked', 'fee.owed'],
      handler: 'workers/charge-booking-fee',
      impact: 'booking fees are not charged',
      // Five requests to Stripe of at most eight seconds each: one fee at a time stays within the time-out and within
      // the claim of sixty seconds even when Stripe is slow.
      timeout: Duration.seconds(45),
      batchSize: 1,
      maxConcurrency: 5,
    });
    charge.function
      // The fee row moves owed → charged, declined or waived by condition.
      // With the invoice goes a registry row that says what it is for.
      .allow(tableRows(table, 'GetItem', 'PutItem', 'UpdateItem'))
      // Stripe's key, and its price of a booking.
      .allow(stageSecret(secret))
      .tell({
        STRIPE_API_URL: house.stage.stripeUrl,
        // The SDK would print notices into the logs of test mode.
        STRIPE_SUPPRESS_NOTICES: 'true',
      });
  }
}
