import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { watched } from '../support/watched-process.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('a local cloud that keeps its tables in memory', () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await startFlowWorld(MONDAY_MORNING, { store: 'memory' });
  });
  afterAll(() => world?.stop());

  it('charges, confirms and tells a booking by what the stream of the table brings', async () => {
    const business = await world.aBusiness();
    const call = await business.call();

    const booked = await book(business, call);
    call.hangUp();
    // No schedule runs here: only the stream can have brought the booking to the workers.
    await world.atRest();

    expect(world.cloud.store).toEqual({ kind: 'memory' });
    expect(booked.result).toMatchObject({ ok: true });
    expect(await business.appointments()).toMatchObject([{ id: booked.result.booking_id, status: 'booked' }]);
    expect(await business.fees()).toMatchObject([
      { state: 'charged', invoiceId: business.invoices()[0]?.id },
    ]);
    expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
    expect(business.sentTexts()).toMatchObject([{ to: business.customerPhone, status: 'delivered' }]);
    expect(business.emails()).toMatchObject([{ lastEvent: 'delivered' }]);
  });

  it('gives one of two callers the hour that both want', async () => {
    const business = await world.aBusiness();
    const calls = [await business.call(), await business.call()];

    const offers = await Promise.all(calls.map((call) => lookUp(call, { time: '09:00' })));
    const answers = await Promise.all(
      calls.map((call, index) => book(business, call, { slot: offers[index]?.[0] })),
    );
    await world.atRest();

    expect(answers.map(({ result }) => result.ok).toSorted()).toEqual([false, true]);
    expect(await business.appointments()).toHaveLength(1);
    expect(business.invoices()).toHaveLength(1);
  });

  it('is reached past the gateway at an address of its own', async () => {
    const answer = await fetch(world.cloud.dynamoUrl, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request',
      },
      body: '{}',
    });

    expect(await answer.json()).toEqual({ TableNames: [world.cloud.outputs.TableName] });
  });
});

describe('the demo on a machine without Java', () => {
  /** Of all programs of this machine but Java. */
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudgreet-path-'));
    const found = new Map(
      (process.env.PATH ?? '')
        .split(delimiter)
        .filter((part) => existsSync(part))
        .toReversed()
        .flatMap((part) => readdirSync(part).map((program) => [program, join(part, program)] as const)),
    );
    found.delete('java');
    for (const [program, path] of found) symlinkSync(path, join(folder, program));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const demo = (...args: readonly string[]): Promise<{ code: unknown; shown: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, PATH: folder, NO_COLOR: '1', COLUMNS: '100' };
      const typed = [...watched, 'scripts/play/main.ts', '--once', '--scenario', 'first-call', ...args];
      execFile(process.execPath, typed, { cwd: root, env }, (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, shown: stdout + stderr }),
      );
    });

  it('keeps its tables in memory and says so once', async () => {
    const { code, shown } = await demo();

    expect(shown.match(/No Java 17 or later was found, so tables are kept in memory/g)).toHaveLength(1);
    expect(shown).toMatch(/✓ All \d+ claims held in 1 scenario\./);
    expect(code).toBe(0);
  });

  it('fails with a sentence where DynamoDB Local was asked for', async () => {
    const { code, shown } = await demo('--store', 'dynamodb-local');

    expect(shown).toContain('DynamoDB Local did not start; it needs Java 17 or later on the PATH.');
    expect(code).toBe(1);
  });
});
