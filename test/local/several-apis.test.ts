import { expect, onTestFinished, test } from 'vitest';
import type { CloudPlan } from '../../scripts/local/assembly/plan.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startApis } from '../../scripts/local/http-api/start-apis.ts';
import type { HttpApiSpec, LambdaHost } from '../../scripts/local/types.ts';
import { ok, route } from './started-api.ts';

const api = (logicalId: string, apiId: string): HttpApiSpec => ({
  logicalId,
  apiId,
  stage: '$default',
  routes: [route('GET', '/name', logicalId)],
  cors: undefined,
  throttle: undefined,
});
const onAws = (apiId: string) => `https://${apiId}.execute-api.us-east-1.amazonaws.com`;

/** Starts these APIs; each says its own name. */
const started = async (apis: readonly HttpApiSpec[], outputs: Record<string, string>) => {
  const stops: (() => Promise<void>)[] = [];
  onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))));
  return await startApis(
    {
      plan: {
        apis,
        outputs,
        place: { region: 'us-east-1', accountId: '000000000000' },
      } as unknown as CloudPlan,
      host: { invoke: async (name: string) => ok(name) } as unknown as LambdaHost,
      clock: createLocalClock(),
      log: () => {},
      publicKeyOf: async () => undefined,
    },
    (stop) => stops.push(stop),
  );
};
const answerOf = async (url: string) => (await fetch(`${url}/name`)).text();

test("tells the vendors' API by output ApiUrl and finds each at its own address", async () => {
  const outputs = { ApiUrl: `${onAws('aaa')}/`, WebApiUrl: onAws('bbb') };
  const { urls, mainUrl, localAddress } = await started([api('Web', 'bbb'), api('Vendors', 'aaa')], outputs);

  expect(await answerOf(mainUrl)).toBe('Vendors');
  expect(urls).toEqual({ Vendors: mainUrl, Web: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect(localAddress(`${onAws('bbb')}/v1 and ${onAws('aaa')}`)).toBe(`${urls.Web}/v1 and ${mainUrl}`);
});

test("takes the only API for the vendors', whatever the outputs say", async () => {
  const { mainUrl } = await started([api('Api', 'aaa')], {});

  expect(await answerOf(mainUrl)).toBe('Api');
});

test('has no address where there is no API', async () => {
  expect(await started([], {})).toMatchObject({ urls: {}, mainUrl: '' });
});

test("does not guess which of several is the vendors'", async () => {
  const starting = started([api('Web', 'bbb'), api('Vendors', 'aaa')], { WebApiUrl: onAws('bbb') });

  await expect(starting).rejects.toThrow('hold 2 HTTP APIs, and no output ApiUrl says which');
});
