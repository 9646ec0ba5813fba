import type { CloudPlan } from '../assembly/plan.ts';
import type { LocalClock } from '../clock.ts';
import type { LambdaHost, LocalLog } from '../types.ts';
import { startHttpApi } from './http-api.ts';
import type { PublicKeyOf } from './jwt-authorizer.ts';

export type RunningApis = {
  /** Base URLs by logical id, without a slash at their end. */
  readonly urls: Readonly<Record<string, string>>;
  /** Of the vendors' API; empty where there is no API at all. */
  readonly mainUrl: string;
  /** A text with each API's address on AWS replaced by its address here. */
  localAddress(text: string): string;
};

/** The only one, or of several that which the stacks' output `ApiUrl` names. */
const mainApi = ({ apis, outputs }: CloudPlan): string | undefined => {
  if (apis.length <= 1) return apis[0]?.apiId;
  const named = apis.find(({ apiId }) => outputs.ApiUrl?.startsWith(`https://${apiId}.execute-api.`));
  if (named) return named.apiId;
  throw new Error(
    `The templates hold ${apis.length} HTTP APIs, and no output ApiUrl says which is the vendors'.`,
  );
};

/** Starts every HTTP API of the plan on a port of its own and leaves with `onStop` how to stop it. */
export const startApis = async (
  options: {
    readonly plan: CloudPlan;
    readonly host: LambdaHost;
    readonly clock: LocalClock;
    readonly log: LocalLog;
    readonly publicKeyOf: PublicKeyOf;
  },
  onStop: (stop: () => Promise<void>) => void,
): Promise<RunningApis> => {
  const { plan, host, clock, log, publicKeyOf } = options;
  const { region, accountId } = plan.place;
  const main = mainApi(plan);
  const running = await Promise.all(
    plan.apis.map(async (api) => {
      const { url, stop } = await startHttpApi({ api, host, clock, log, accountId, publicKeyOf });
      onStop(stop);
      return { ...api, url, awsAddress: `https://${api.apiId}.execute-api.${region}.amazonaws.com` };
    }),
  );
  return {
    urls: Object.fromEntries(running.map(({ logicalId, url }) => [logicalId, url])),
    mainUrl: running.find(({ apiId }) => apiId === main)?.url ?? '',
    localAddress: (text) =>
      running.reduce((replaced, { awsAddress, url }) => replaced.replaceAll(awsAddress, url), text),
  };
};
