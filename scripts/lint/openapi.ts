import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Lints the committed OpenAPI document, or the one that is named. Asks nobody: not for newer versions, and nobody is told
 * that it ran.
 */
const [path = 'docs/openapi.json'] = process.argv.slice(2);
const config = join(import.meta.dirname, 'redocly.yaml');
const { status } = spawnSync('redocly', ['lint', path, '--config', config, '--format', 'stylish'], {
  stdio: 'inherit',
  env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
});
process.exitCode = status ?? 1;
