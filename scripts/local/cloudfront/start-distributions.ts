import { fileURLToPath } from 'node:url';
import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import type { Caller } from '../gateway/caller.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { LocalLog } from '../types.ts';
import { startDistribution } from './distribution.ts';
import type { DistributionSpec } from './distribution-spec.ts';
import { putPages } from './page-bucket.ts';
import { readPages, withConfig } from './pages.ts';

/** Where folders that templates name begin: the root of this project. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A page may connect to what its policy names, which is elsewhere here. */
const withLocalHeaders = (
  distribution: DistributionSpec,
  localAddress: (text: string) => string,
): DistributionSpec => ({
  ...distribution,
  behaviours: distribution.behaviours.map((behaviour) => ({
    ...behaviour,
    headers: Object.fromEntries(
      Object.entries(behaviour.headers).map(([name, value]) => [name, localAddress(value)]),
    ),
  })),
});

/**
 * Fills the buckets that have a folder of pages and starts every distribution of the plan on a port of its own. Answers
 * what puts their local addresses in place of those on AWS; leaves with `onStop` how to stop each.
 */
export const startDistributions = async (
  options: {
    readonly plan: CloudPlan;
    readonly apis: Readonly<Record<string, string>>;
    /** Puts addresses here in the place of those on AWS. */
    readonly localAddress: (text: string) => string;
    readonly perform: Gateway['perform'];
    readonly clock: LocalClock;
    readonly log: LocalLog;
  },
  onStop: (stop: () => Promise<void>) => void,
): Promise<(text: string) => string> => {
  const { plan, apis, localAddress, perform, clock, log } = options;
  for (const { name, folder, config } of plan.pageFolders) {
    const pages = withConfig(readPages(`${root}${folder}`), 'config.json', config);
    await putPages((call) => perform({ kind: 'cloud' }, call), name, pages);
  }
  const addresses = await Promise.all(
    plan.distributions.map(async (distribution) => {
      const caller: Caller = {
        kind: 'service',
        name: 'cloudfront',
        principal: 'cloudfront.amazonaws.com',
        sourceArn: distribution.arn,
      };
      const { url, stop } = await startDistribution({
        distribution: withLocalHeaders(distribution, localAddress),
        apiUrl: (logicalId) => String(apis[logicalId]),
        askS3: (call) => perform(caller, call),
        clock,
        log,
      });
      onStop(stop);
      return [`https://${distribution.domain}`, url] as const;
    }),
  );
  return (text) => addresses.reduce((replaced, [onAws, here]) => replaced.replaceAll(onAws, here), text);
};
