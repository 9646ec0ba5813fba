import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { EventWorker } from '../constructs/event-worker.ts';
import { stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** A booking the agent made is charged once, and given back once where its owner says that it is not due and is right. */
export class Billing extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    const stripe = {
      STRIPE_API_URL: house.stage.stripeUrl,
      // The SDK would print notices into the logs of test mode.
      STRIPE_SUPPRESS_NOTICES: 'true',
    };
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
      .tell(stripe);

    const back = new EventWorker(this, 'GiveFeeBack', {
      house,
      bus,
      events: ['fee.contested'],
      handler: 'workers/give-fee-back',
      impact: 'owners do not get contested booking fees back',
      // An owed fee is brought to its end first, five requests to Stripe; then four more. The claim is of three minutes.
      timeout: Duration.seconds(90),
      batchSize: 1,
      maxConcurrency: 5,
    });
    back.function
      // The contest and its fee move by condition, on record; one that is decided waits for nobody any more.
      .allow(tableRows(table, 'DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'))
      .allow(stageSecret(secret))
      .tell(stripe);
    new Alarm(this, 'GiveBackUnknown', {
      house,
      impact: 'nobody can tell whether an owner has a contested booking fee back',
      runbook: `${back.function.runbookPage}#unknown`,
      metric: counted(house, 'GiveBackUnknown'),
      threshold: 1,
    });
    new Alarm(this, 'ContestWaiting', {
      house,
      impact:
        'an owner who says that a fee is not due has waited for an answer for more than two business days',
      runbook: `${back.function.runbookPage}#waiting`,
      metric: counted(house, 'ContestWaiting'),
      threshold: 1,
    });
  }
}
