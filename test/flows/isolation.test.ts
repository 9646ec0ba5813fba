import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book } from '../support/agent-tools.ts';
import { type ChangedAssembly, changedAssembly } from '../support/changed-assembly.ts';
import { withoutCounts } from '../support/counted-rows.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { makeOwner, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { CREDENTIALS_FOR, INSTEAD, weakened } from '../support/weakened-api.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

type Firm = {
  readonly owner: SignedIn;
  readonly business: FlowBusiness;
  readonly path: string;
  readonly appointmentId: string;
  readonly callId: string;
};

/** A business with an owner and a booking that has had all its effects. */
const aFirm = async (world: FlowWorld, people: People): Promise<Firm> => {
  const business = await world.aBusiness();
  const owner = await people.aPerson();
  await makeOwner(world, business.id, owner);
  const call = await business.call({});
  call.callerSays('My furnace is out.');
  const { result } = await book(business, call);
  call.hangUp();
  await world.atRest();
  const [made] = await business.calls();
  return {
    owner,
    business,
    path: `/v1/businesses/${business.id}`,
    appointmentId: (result as { booking_id: string }).booking_id,
    callId: String(made?.id),
  };
};

const refusals = (world: FlowWorld, since: number) =>
  world.lines.slice(since).flatMap(({ source, text }) => (source === 'gateway' ? [text] : []));

describe('with every check of ours taken out of the functions [C2]', () => {
  let world: FlowWorld;
  let people: People;
  let assembly: ChangedAssembly;
  let mine: Firm;
  let theirs: Firm;
  beforeAll(async () => {
    assembly = await changedAssembly();
    for (const [handler, edits] of Object.entries(weakened)) await assembly.rebuild(handler, edits);
    world = await startFlowWorld(undefined, { assembly: assembly.directory });
    people = peopleOf(world);
    mine = await aFirm(world, people);
    theirs = await aFirm(world, people);
    // Where there is another owner, one can be removed.
    await makeOwner(world, theirs.business.id, await people.aPerson());
  });
  afterAll(async () => {
    await world?.stop();
    assembly?.remove();
  });

  /** Asked by me, with credentials for my business. */
  const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    people.api(method, path, {
      token: mine.owner.tokens.accessToken,
      ...(body && { body }),
      key: 'a-key-of-mine',
      headers: { [CREDENTIALS_FOR]: mine.business.id, ...headers },
    });

  const requests = (of: Firm): [string, string, object?][] => [
    ['GET', of.path],
    ['PATCH', of.path, { settingsVersion: 0, name: 'Mine now' }],
    ['GET', `${of.path}/calls`],
    ['GET', `${of.path}/calls/${of.callId}`],
    ['GET', `${of.path}/appointments`],
    ['GET', `${of.path}/appointments/${of.appointmentId}`],
    ['GET', `${of.path}/fees`],
    ['GET', `${of.path}/texts`],
    ['GET', `${of.path}/audit`],
    ['GET', `${of.path}/audit/chain`],
    ['GET', `${of.path}/team`],
    ['GET', `${of.path}/team/invitations`],
    ['POST', `${of.path}/team/invitations`, { email: 'me@people.example', role: 'owner' }],
    ['DELETE', `${of.path}/team/invitations/inv_nobodyinvited`],
    ['PATCH', `${of.path}/team/${of.owner.personId}`, { role: 'staff' }],
    ['DELETE', `${of.path}/team/${of.owner.personId}`],
  ];

  it('F-TEN-9: IAM refuses every request for the rows of another business; nothing is read and nothing changed', async () => {
    const before = withoutCounts(await world.rows());

    for (const [method, path, body] of requests(theirs)) {
      const since = world.lines.length;
      const answer = await ask(method, path, body);

      expect(answer, `${method} ${path}`).toMatchObject({ status: 500, body: { title: 'internal' } });
      expect(refusals(world, since), `${method} ${path}`).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^User: arn:aws:sts::\\d+:assumed-role/[\\w-]+Scope\\w+/${mine.business.id} is not authorized to perform: dynamodb:`,
          ),
        ),
      );
    }
    expect(withoutCounts(await world.rows())).toEqual(before);
  });

  it('F-TEN-9: IAM refuses a transcript of another business that a row of ours names', async () => {
    const rowOf = ({ business, callId }: Firm) =>
      world
        .rows()
        .then((rows) => rows.find((row) => row.pk === `BIZ#${business.id}#CALLS` && row.sk === callId));
    const [own, other] = [await rowOf(mine), await rowOf(theirs)];
    const named = (transcriptKey: unknown) =>
      world.table.db.send(
        new UpdateCommand({
          TableName: world.table.name,
          Key: { pk: own?.pk, sk: own?.sk },
          UpdateExpression: 'SET transcriptKey = :key',
          ExpressionAttributeValues: { ':key': transcriptKey },
        }),
      );
    const path = `${mine.path}/calls/${mine.callId}`;

    const before = await ask('GET', path);
    await named(other?.transcriptKey);
    const since = world.lines.length;
    const refused = await ask('GET', path);
    const said = refusals(world, since);
    await world.cloud.functions.restart('api/owner');
    const leaked = await ask('GET', path, undefined, { [INSTEAD]: world.cloud.credentials.accessKeyId });
    await world.cloud.functions.restart('api/owner');
    await named(own?.transcriptKey);

    expect(before).toMatchObject({ status: 200, body: { transcript: expect.stringContaining('furnace') } });
    expect(refused).toMatchObject({ status: 500, body: { title: 'internal' } });
    expect(said).toContainEqual(expect.stringMatching(/not authorized to perform: s3:GetObject/));
    expect(leaked).toMatchObject({ status: 200, body: { transcript: expect.stringContaining('furnace') } });
  });

  it('the same functions answer for the business that their credentials are for', async () => {
    for (const [method, path] of requests(mine).filter(([one]) => one === 'GET'))
      expect(await ask(method, path), path).toMatchObject({ status: 200 });
  });

  it('the same functions with credentials that reach everything give everything away', async () => {
    for (const name of Object.keys(weakened)) await world.cloud.functions.restart(name);
    const before = withoutCounts(await world.rows());

    for (const [method, path, body] of requests(theirs)) {
      const answer = await ask(method, path, body, { [INSTEAD]: world.cloud.credentials.accessKeyId });

      expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    }
    expect(withoutCounts(await world.rows())).not.toEqual(before);
  });
});

describe('with a permission taken by hand from the role of a business [O7]', () => {
  let world: FlowWorld;
  let assembly: ChangedAssembly;
  beforeAll(async () => {
    assembly = await changedAssembly();
    assembly.revoke('OwnerApiScope', 'dynamodb:Query');
    world = await startFlowWorld(undefined, { assembly: assembly.directory });
  });
  afterAll(async () => {
    await world?.stop();
    assembly?.remove();
  });

  it('what needs it fails here as it would on AWS, and the log says what is missing', async () => {
    const people = peopleOf(world);
    const { owner, path, business } = await aFirm(world, people);
    const get = (rest: string) => people.api('GET', `${path}${rest}`, { token: owner.tokens.accessToken });
    const since = world.lines.length;

    const shown = await get('');
    const listed = await get('/calls');

    expect(shown).toMatchObject({ status: 200 });
    expect(listed).toMatchObject({ status: 500, body: { title: 'internal' } });
    expect(refusals(world, since)).toEqual([
      expect.stringMatching(
        new RegExp(
          `/${business.id} is not authorized to perform: dynamodb:Query on resource: .*/index/listed`,
        ),
      ),
    ]);
  });
});
