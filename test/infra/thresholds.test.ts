import { Agent, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stageNames } from '../../lib/stages.ts';
import { findResources } from '../../scripts/local/assembly/find-resources.ts';
import { planApis } from '../../scripts/local/assembly/plan-apis.ts';
import { planDistributions } from '../../scripts/local/assembly/plan-distributions.ts';
import type { Template } from '../../scripts/local/assembly/read-assembly.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { createWebAcl } from '../../scripts/local/cloudfront/web-acl.ts';
import { startHttpApi } from '../../scripts/local/http-api/http-api.ts';
import { createThrottle } from '../../scripts/local/http-api/throttle.ts';
import type { FunctionSpec } from '../../scripts/local/types.ts';
import { handlerOf, synthesised } from './synthesised.ts';

type StageName = (typeof stageNames)[number];

/** A stage as the local cloud reads it from its templates. */
const planned = (stage: StageName) => {
  const stacks = (JSON.parse(synthesised(stage).text) as [string, Template][]).map(([name, template]) => ({
    name: `CloudGreet-${stage}-${name}`,
    region: undefined,
    template,
    assets: new Map<string, string>(),
  }));
  const place = { region: 'us-east-1', accountId: '000000000000', gatewayUrl: 'http://127.0.0.1:9' };
  const { resources } = findResources(stacks, place);
  const functions = synthesised(stage)
    .of('AWS::Lambda::Function')
    .map((one) => ({ logicalId: one.id, name: handlerOf(one) }) as FunctionSpec);
  const apis = planApis(resources, functions);
  const api = (name: string) => {
    const found = apis.find(({ logicalId }) => logicalId.startsWith(name));
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return {
    web: api('WebApi'),
    vendors: api('VendorApi'),
    distributions: planDistributions(resources, (text) => text),
  };
};

describe.each(stageNames.filter((name) => name !== 'local'))('stage %s', (stage) => {
  it('takes of each open route what it may, not one more, and again as time passes', async () => {
    const { web } = planned(stage);
    const time = { ms: 0 };
    const { url, stop } = await startHttpApi({
      api: web,
      host: { invoke: async () => ({ ok: true, payload: { statusCode: 204 } }) },
      clock: createLocalClock(),
      log: () => {},
      now: () => time.ms,
    });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(async () => {
      agent.destroy();
      await stop();
    });
    const ask = (method: string, path: string): Promise<number> =>
      new Promise((resolve, reject) => {
        request(`${url}${path}`, { method, agent }, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    const open = web.routes.filter(({ throttle }) => throttle);
    expect(open.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/sign-up', '/v1/sessions', '/v1/password/forgotten']),
    );

    for (const { method, path, throttle } of open) {
      const { burst = 0, ratePerSecond = 0 } = throttle ?? {};
      const statuses: number[] = [];
      for (let sent = 0; sent <= burst; sent += 1) statuses.push(await ask(method, path));
      time.ms += 1000 / ratePerSecond;
      const later = [await ask(method, path), await ask(method, path)];

      expect([path, statuses.filter((one) => one === 204).length, statuses.at(-1)]).toEqual([
        path,
        burst,
        429,
      ]);
      expect([path, ...later]).toEqual([path, 204, 429]);
    }
  });

  it('blocks one address with the first request over the limit of its web ACL, where it has one', () => {
    const spec = planned(stage).distributions[0]?.webAcl;
    const judge = createWebAcl(spec ?? [], () => 0);
    const plain = {
      method: 'GET',
      path: '/v1/me',
      query: '',
      headers: { 'user-agent': 'a browser' },
      body: Buffer.alloc(0),
    };

    const blocked = Array.from({ length: 3000 }, () => judge('203.0.113.7', plain)).filter(Boolean);

    expect(blocked).toEqual([]);
    const next = judge('203.0.113.7', plain)?.answer;
    expect(next && [next.status, JSON.parse(next.body)]).toEqual(
      stage === 'dev' ? undefined : [429, { title: 'too_many_requests', status: 429 }],
    );
    expect(judge('203.0.113.8', plain)).toBeUndefined();
  });

  it('F-PUB-7: takes 10,000 webhooks in 15 minutes, of one vendor at one path', () => {
    const { vendors, distributions } = planned(stage);
    const { burst = 0, ratePerSecond = 0 } = vendors.throttle ?? {};
    let now = 0;
    const throttle = createThrottle({ burst, ratePerSecond }, () => now);

    const taken = Array.from({ length: 10_000 }, (_, index) => {
      now = (index * 15 * 60_000) / 10_000;
      return throttle.take();
    });

    expect(taken).not.toContain(false);
    expect(vendors.routes.filter((route) => route.throttle)).toEqual([]);
    const behind = distributions.flatMap(({ behaviours }) => behaviours.map(({ origin }) => origin));
    expect(behind).not.toContainEqual(expect.objectContaining({ apiLogicalId: vendors.logicalId }));
  });
});
