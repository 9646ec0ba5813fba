import { log } from '../functions/runtime/log.ts';
import { findPlace } from './environment/find-place.ts';
import { openEnvironment } from './environment/open-environment.ts';
import { tellSettings } from './environment/tell-settings.ts';
import { readOptions } from './play/options.ts';
import { operate } from './stage/operate.ts';

const HELP = `Whether a stage has every setting that it needs: there, well-formed, taken by its vendor. Never what it is.

  npm run validate-environment                     of the local cloud that runs here
  npm run validate-environment -- --stage dev      of a stage

Asks CloudFormation by the AWS command line, Secrets Manager with the same credentials, and each vendor with the newest
key by one request that changes nothing. Exits 1 if a setting is missing, malformed or refused; a vendor that cannot be reached
fails nothing. Operators without credentials ask GET /v1/health/env, which answers the same from inside.
`;

const values = readOptions({
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
});

// What a function writes of each request is a line here already.
log.setLogLevel('SILENT');

await operate({
  help: values.help ? HELP : undefined,
  asked: () => ({
    title: 'Settings of',
    async run({ check }) {
      if (!tellSettings(await check(), (line) => console.log(line))) process.exitCode = 1;
    },
  }),
  findPlace: () => findPlace(values.stage === 'local' ? undefined : values.stage),
  open: openEnvironment,
});
