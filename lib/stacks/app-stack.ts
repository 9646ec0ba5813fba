import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { VendorApi } from '../constructs/vendor-api.ts';
import { Announcements } from '../features/announcements.ts';
import { Billing } from '../features/billing.ts';
import { Messaging } from '../features/messaging.ts';
import { Notifications } from '../features/notifications.ts';
import type { Platform } from '../features/platform.ts';
import { VendorWebhooks } from '../features/vendor-webhooks.ts';
import { Voice } from '../features/voice.ts';

/** What can be thrown away and made again. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { platform } = props;
    const api = new VendorApi(this, 'VendorApi', {
      house: platform.house,
      impact: 'calls and deliveries of our vendors are not answered',
    });
    new Voice(this, 'Voice', { platform, api });
    const { queue: vendorQueue } = new VendorWebhooks(this, 'VendorWebhooks', { platform, api });
    new Announcements(this, 'Announcements', { platform });
    new Billing(this, 'Billing', { platform });
    new Messaging(this, 'Messaging', { platform });
    new Notifications(this, 'Notifications', { platform });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'VendorQueueUrl', { value: vendorQueue.queueUrl });
  }
}
