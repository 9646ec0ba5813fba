import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFromCloudGreet } from '../../docs/examples/partner-onboarding/verify.ts';
import { operatorsOf } from '../support/operators.ts';
import { partnersOf } from '../support/partners.ts';
import { peopleOf } from '../support/people.ts';
import { commandsIn, outputsIn } from '../support/readme.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const PAGE = 'docs/examples/partner-onboarding/README.md';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterAll(() => world?.stop());

describe('the example of a partner [O2, D4]', () => {
  it('prints what its page says, and opens one business by all of it', async () => {
    const people = peopleOf(world);
    const partners = partnersOf(people, await operatorsOf(world, people).anOperator());
    const partner = await partners.aPartner();
    const env = {
      ...process.env,
      CLOUDGREET_URL: String(world.cloud.outputs.WebUrl),
      PARTNER_KEY: partner.secret,
      CLOCK_OFFSET_MS: String(world.clock.offsetMs()),
    };

    const printed: string[] = [];
    for (const command of commandsIn(PAGE))
      printed.push((await promisify(execFile)('bash', ['-c', command], { env })).stdout);
    await world.atRest();

    expect(printed).toEqual(outputsIn(PAGE));
    const { body } = await people.api('GET', '/v1/partner/businesses', { token: partner.secret });
    expect(body).toMatchObject({ items: [{ externalId: 'crm-4711' }] });
    expect(people.mailTo('owner@apex-heating.example')).toHaveLength(1);
  });

  it('believes no webhook that was changed, is old, or is signed by another', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const at = 1_614_265_330_000;
    const body = '{"test": 2432232314}';

    expect(isFromCloudGreet(headers, body, secret, at)).toBe(true);
    expect(isFromCloudGreet(headers, body, secret, at + 300_000)).toBe(true);
    expect(isFromCloudGreet(headers, body, secret, at + 300_001)).toBe(false);
    expect(isFromCloudGreet(headers, body, secret, at - 300_001)).toBe(false);
    expect(isFromCloudGreet(headers, `${body} `, secret, at)).toBe(false);
    expect(isFromCloudGreet(headers, body, 'whsec_AAAA', at)).toBe(false);
    expect(isFromCloudGreet({ ...headers, 'webhook-id': 'msg_other' }, body, secret, at)).toBe(false);
    expect(isFromCloudGreet({}, body, secret, at)).toBe(false);
  });
});
