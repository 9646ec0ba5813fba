import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { type People, peopleOf } from '../support/people.ts';
import { unzip } from '../support/unzip.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterAll(() => world?.stop());

type Told = { id: string; state: string; url?: string; bytes?: number; counts?: Record<string, number> };

const exportsOf = ({ businessId, by }: Awaited<ReturnType<typeof onboardingOf>>) => {
  const token = by.tokens.accessToken;
  const at = `/v1/businesses/${businessId}/exports`;
  const ask = (key: string) => people.api('POST', at, { token, headers: { 'idempotency-key': key } });
  const show = async (id: string) => (await people.api('GET', `${at}/${id}`, { token })).body as Told;
  const ready = async (id: string): Promise<Told> => {
    await eventually('the archive to be ready', async () =>
      expect(await show(id)).toMatchObject({ state: 'ready' }),
    );
    return show(id);
  };
  return { at, ask, show, ready };
};
const linesOf = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an owner who wants everything [D13]', () => {
  it('gets one archive with all lists of that business, which can be counted again', async () => {
    const onboarding = await onboardingOf(world, people);
    const number = await onboarding.toLine();
    const call = await world.retell.placeCall({ from: '+15125550187', to: number });
    call.callerSays('Hello, is anybody there?');
    call.hangUp();
    await onboarding.until('test-call', { state: 'done' });
    await world.atRest();
    const stranger = await onboardingOf(world, people);
    const exports = exportsOf(onboarding);

    const asked = await exports.ask('all-of-it');
    expect(asked).toMatchObject({ status: 202, body: { state: 'requested' } });
    expect((await exports.ask('all-of-it')).body).toMatchObject({ id: (asked.body as Told).id });
    const { url = '', bytes, counts = {} } = await exports.ready((asked.body as Told).id);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    const archive = new Uint8Array(await answer.arrayBuffer());
    const files = unzip(archive);

    expect(archive).toHaveLength(Number(bytes));
    const manifest = JSON.parse(String(files['manifest.json'])) as { counts: Record<string, number> };
    expect(manifest.counts).toEqual(counts);
    for (const [name, count] of Object.entries(counts))
      expect([name, linesOf(files[`${name}.jsonl`]).length]).toEqual([name, count]);
    expect(counts).toMatchObject({ settings: 1, calls: 1, members: 1 });
    expect(linesOf(files['settings.jsonl'])).toMatchObject([
      { id: onboarding.businessId, numbers: [number] },
    ]);
    expect(String(linesOf(files['calls.jsonl'])[0]?.transcript)).toContain('is anybody there');
    const record = linesOf(files['audit.jsonl']);
    expect(record.filter(({ chain }) => chain !== undefined).length).toBeGreaterThan(3);
    expect(JSON.stringify(files)).not.toContain(stranger.businessId);
  });

  it('alone: neither by another business nor by an address that is signed for another object', async () => {
    const mine = await onboardingOf(world, people);
    const theirs = await onboardingOf(world, people);
    const asked = (await exportsOf(mine).ask('mine-and-mine-alone')).body as Told;
    const { url = '' } = await exportsOf(mine).ready(asked.id);

    const token = theirs.by.tokens.accessToken;
    const elsewhere = await people.api('GET', `${exportsOf(mine).at}/${asked.id}`, { token });
    const asTheirs = await people.api('GET', `${exportsOf(theirs).at}/${asked.id}`, { token });
    const unsigned = await fetch(url.split('?')[0] ?? '');

    expect(elsewhere).toMatchObject({ status: 404, body: { title: 'business_not_found' } });
    expect(asTheirs).toMatchObject({ status: 404, body: { title: 'export_not_found' } });
    expect(unsigned.status).toBe(403);
  });
});
