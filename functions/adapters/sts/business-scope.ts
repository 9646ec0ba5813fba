import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Clock } from '../../runtime/clock.ts';

/** Credentials that reach the rows and objects of one business and of nobody else: IAM sees to it, below this code. */
export type ScopedCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/** The shortest that STS gives; a container that answers for a business all day asks for new ones four times an hour. */
const LIVE_SECONDS = 900;
/**
 * New ones are asked for so long before the end that no invocation can outlive those it began with: none lives longer than two
 * minutes, and clocks differ a little.
 */
const SPARE_MS = 180_000;
const MOST_CACHED = 200;

export type Tags = Readonly<{ business: BusinessId } & Record<string, string>>;

/** Somebody waits at a screen. */
const stsClient = () =>
  new STSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });

/**
 * Assumes the role with the business as a session tag, which is what the role's policy names its rows by. Two requests
 * that need the same credentials at once share one question; what was made of them (`open`) is kept as long as they live.
 */
export const businessScope = <Opened>(
  {
    roleArn,
    open,
    clock,
  }: {
    readonly roleArn: string;
    readonly open: (credentials: ScopedCredentials) => Opened;
    readonly clock: Clock;
  },
  sts: STSClient = stsClient(),
): ((tags: Tags) => Promise<Opened>) => {
  const cache = new Map<string, { readonly until: number; readonly opened: Promise<Opened> }>();

  const assume = async (tags: Tags): Promise<Opened> => {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: tags.business,
        DurationSeconds: LIVE_SECONDS,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken)
      throw new Error('STS gave no credentials');
    return open({
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    });
  };

  return (tags) => {
    const key = JSON.stringify(Object.entries(tags).toSorted());
    const now = clock.now();
    const kept = cache.get(key);
    if (kept && now < kept.until && kept.until - now <= LIVE_SECONDS * 1000) return kept.opened;
    const opened = assume(tags);
    cache.delete(key);
    cache.set(key, { until: now + LIVE_SECONDS * 1000 - SPARE_MS, opened });
    opened.catch(() => cache.delete(key));
    const oldest = cache.keys().next().value;
    if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
    return opened;
  };
};
