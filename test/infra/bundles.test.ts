import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureAssembly } from '../../scripts/local/assembly/ensure-assembly.ts';
import { handlerOf, type Json, type Resource, synthesised } from './synthesised.ts';

const functions = synthesised('local').of('AWS::Lambda::Function');
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** Each metric of our own that an alarm watches. */
const countedAlarms = (): string[] =>
  synthesised('local')
    .of('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.Namespace === 'CloudGreet')
    .map(({ properties }) => properties.MetricName);

describe('the bundles of `cdk synth`', () => {
  const assets = new Map<string, string>();

  beforeAll(async () => {
    folder = await ensureAssembly(root);
    const template: Json = JSON.parse(
      readFileSync(join(folder, 'CloudGreet-local-app.template.json'), 'utf8'),
    );
    for (const resource of Object.values<Json>(template.Resources))
      if (resource.Type === 'AWS::Lambda::Function')
        assets.set(
          handlerOf({ metadata: resource.Metadata } as Resource),
          join(folder, resource.Metadata['aws:asset:path']),
        );
  });

  it('need neither an account nor a look-up', () => {
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).missing).toBeUndefined();
  });

  it.each(functions.map(handlerOf))(
    '%s is one CommonJS file that says so, without a source map',
    (handler) => {
      const asset = assets.get(handler) as string;

      expect(readdirSync(asset).sort()).toEqual(['index.js', 'package.json']);
      expect(JSON.parse(readFileSync(join(asset, 'package.json'), 'utf8'))).toEqual({ type: 'commonjs' });
      expect(readFileSync(join(asset, 'index.js'), 'utf8')).not.toMatch(/sourceMappingURL=/);
    },
  );

  it.each(functions.map((lambda) => [handlerOf(lambda), lambda] as const))(
    '%s loads and exports its handler',
    (handler, lambda) => {
      const known = Object.fromEntries(
        Object.entries<Json>(lambda.properties.Environment.Variables).map(([name, value]) => [
          name,
          typeof value === 'string'
            ? value.replace(/^cloudgreet-local:\/\/clock-offset-ms$/, '0')
            : 'http://127.0.0.1/what-is-known-once-deployed',
        ]),
      );

      const kind = execFileSync('node', ['-p', 'typeof require("./index.js").handler'], {
        cwd: assets.get(handler),
        encoding: 'utf8',
        env: { PATH: process.env.PATH, AWS_REGION: 'us-east-1', ...known },
      });

      expect(kind.trim()).toBe('function');
    },
  );

  it('carry no vendor SDK on the voice path', () => {
    const text = readFileSync(join(assets.get('voice/agent') as string, 'index.js'), 'utf8');

    expect(text).not.toMatch(/stripe-node|api\.stripe\.com|Telnyx|retell-sdk|api\.resend\.com/);
  });

  it.each(functions.map(handlerOf))('%s looks for credentials only where Lambda puts them', (handler) => {
    const text = readFileSync(join(assets.get(handler) as string, 'index.js'), 'utf8');

    const sources = text.match(/AWS_SECRET_ACCESS_KEY|AWS_CONTAINER_CREDENTIALS_\w+|fromTokenFile|fromSSO/g);

    expect([...new Set(sources)]).toEqual(['AWS_SECRET_ACCESS_KEY']);
  });

  it.each(countedAlarms())('hold what the alarm on %s waits for', (metric) => {
    const bundles = [...assets.values()].map((asset) => readFileSync(join(asset, 'index.js'), 'utf8'));
    // `WebhookRefused_signature_invalid` is put together from a kind and a code.
    const [kind = '', ...code] = metric.split('_');
    const parts = code.length > 0 ? [`${kind}_`, code.join('_')] : [kind];

    expect(bundles.some((text) => parts.every((part) => text.includes(part)))).toBe(true);
  });

  it('stay small where somebody waits', () => {
    const kilobytes = (handler: string) =>
      statSync(join(assets.get(handler) as string, 'index.js')).size / 1024;

    expect(kilobytes('voice/agent')).toBeLessThan(350);
    for (const vendor of ['retell', 'telnyx', 'stripe', 'resend'])
      expect(kilobytes(`webhooks/${vendor}`)).toBeLessThan(450);
  });
});
