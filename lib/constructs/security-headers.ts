import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type IResponseHeadersPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';

/** Two years, as browsers' preload lists ask; we ask for no place on them: that cannot be taken back within months. */
const HSTS_DAYS = 730;

/** What pages reach beyond our own origin. */
type Elsewhere = {
  /** As `wss://…`. */
  readonly liveUrl: string;
  /** The origin at which signed addresses open recordings. */
  readonly soundsFrom: string;
};

/**
 * Everything from our own origin but the live channel and recordings, no script inline, nobody may frame us. Styles alone may be inline:
 * Mantine sets some on its elements, and what a style can do is little (docs/adr/0020).
 */
const contentSecurityPolicy = ({ liveUrl, soundsFrom }: Elsewhere): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${liveUrl}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `media-src 'self' ${soundsFrom}`,
    "object-src 'none'",
  ].join('; ');

/** A dashboard asks for none of what a browser could let it have. */
const permissionsPolicy = [
  'accelerometer',
  'camera',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** What every answer of the distribution tells a browser, of a page and of the API alike. */
export class SecurityHeaders extends Construct {
  readonly policy: IResponseHeadersPolicy;

  constructor(scope: Construct, id: string, elsewhere: Elsewhere) {
    super(scope, id);
    const override = true;
    this.policy = new ResponseHeadersPolicy(this, 'Policy', {
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(HSTS_DAYS),
          includeSubdomains: true,
          override,
        },
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(elsewhere), override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: permissionsPolicy, override },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
          { header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override },
        ],
      },
    });
  }
}
