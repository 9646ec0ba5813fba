import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceApi } from '../constructs/service-api.ts';
import { Announcements } from '../features/announcements.ts';
import { authorizerOf } from '../features/api-routes.ts';
import { Billing } from '../features/billing.ts';
import { Environment } from '../features/environment.ts';
import { Live } from '../features/live.ts';
import { Messaging } from '../features/messaging.ts';
import { Notifications } from '../features/notifications.ts';
import { Onboarding } from '../features/onboarding.ts';
import { Operators } from '../features/operators.ts';
import { originSecretOf } from '../features/origin-secret.ts';
import { OwnerApi } from '../features/owner-api.ts';
import { PartnerApi } from '../features/partner-api.ts';
import { PartnerWebhooks } from '../features/partner-webhooks.ts';
import { People } from '../features/people.ts';
import type { Platform } from '../features/platform.ts';
import { Recordings } from '../features/recordings.ts';
import { VendorWebhooks } from '../features/vendor-webhooks.ts';
import { Voice } from '../features/voice.ts';

/** What can be thrown away and made again. */
export class AppStack extends Stack {
  /** What the distribution leads to. */
  readonly webApiUrl: string;
  /** Where a page of the dashboard hears of changes. */
  readonly liveUrl: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { platform } = props;
    const { house } = platform;
    const api = new ServiceApi(this, 'VendorApi', {
      house,
      impact: 'calls and deliveries of our vendors are not answered',
      runbook: 'vendor-api#server-errors',
    });
    // An API of its own: whoever floods it takes nothing from callers and vendors.
    const web = new ServiceApi(this, 'WebApi', {
      house,
      impact: 'owners cannot sign in or open their dashboard',
      runbook: 'web-api#server-errors',
      distribution: { secret: originSecretOf(platform.secret), round: house.stage.originSecretRound },
      openRoutes: {
        requestsPerSecond: house.stage.openRouteRequestsPerSecond,
        burst: house.stage.openRouteBurst,
      },
      // The dashboard is of the same origin, so nobody else's pages may call it.
      origins: house.stage.devServerOrigins ?? [],
    });
    new Voice(this, 'Voice', { platform, api });
    const { queue: vendorQueue } = new VendorWebhooks(this, 'VendorWebhooks', { platform, api });
    new Announcements(this, 'Announcements', { platform });
    new Billing(this, 'Billing', { platform });
    new Messaging(this, 'Messaging', { platform });
    new Notifications(this, 'Notifications', { platform });
    new Recordings(this, 'Recordings', { platform });
    const authorizer = authorizerOf('Owners', platform.owners);
    new People(this, 'People', { platform, api: web, authorizer });
    const live = new Live(this, 'Live', { platform });
    this.liveUrl = live.url;
    new OwnerApi(this, 'OwnerApi', { platform, api: web, authorizer, liveUrl: live.url });
    this.webApiUrl = web.url;
    const ofOperators = authorizerOf('Operators', platform.operators);
    new Operators(this, 'Operators', { platform, api: web, authorizer: ofOperators });
    new Environment(this, 'Environment', { platform, api: web, authorizer: ofOperators });
    new PartnerApi(this, 'PartnerApi', { platform, api: web });
    new PartnerWebhooks(this, 'PartnerWebhooks', { platform });
    new Onboarding(this, 'Onboarding', { platform, apiUrl: api.url, vendorQueue });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'WebApiUrl', { value: web.url });
    new CfnOutput(this, 'LiveUrl', { value: live.url });
    new CfnOutput(this, 'VendorQueueUrl', { value: vendorQueue.queueUrl });
  }
}
