/** Imports go one way, and this is where it is written. */
const ours = '^(bin|lib|functions|web|test|scripts)/';

/** Files of `from` may import of ours only what `allowed` matches. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: ours, pathNot: allowed },
});

const noPackage = (name, from, packages, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: packages },
});

const RUNTIME_LEAVES =
  'functions/runtime/(log|metrics|env|clock|hashing|waiting|signing|sealing|signed-request|read-vendor|webhook|vendor-events|vendor-attempts|ask-vendor|correlation|occasion|requests)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'pure-code-knows-no-machine',
      severity: 'error',
      comment: 'Contracts are shared with the web, and rules take the world as an argument.',
      from: { path: '^functions/(contracts|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    only(
      'contracts-are-leaves',
      '^functions/contracts/',
      '^functions/contracts/',
      'Shapes on the wire depend on nothing of ours.',
    ),
    only(
      'domain-is-alone',
      '^functions/domain/',
      '^functions/(contracts|domain)/',
      'Rules know no vendor, no Lambda, no clock.',
    ),
    only(
      'runtime-knows-refusals-only',
      '^functions/runtime/',
      '^functions/(runtime/|contracts/|domain/errors)',
      'How handlers run does not know the business.',
    ),
    only(
      'adapters-implement-ports',
      '^functions/adapters/',
      `^(functions/(adapters|contracts|domain)/|${RUNTIME_LEAVES})`,
      'An adapter serves the domain and never a handler.',
    ),
    only(
      'handlers-do-not-import-handlers',
      '^functions/handlers/',
      '^functions/(adapters|contracts|domain|runtime)/',
      'Shared behaviour belongs in the domain.',
    ),
    only(
      'infra-sees-contracts-only',
      '^lib/',
      '^(lib/|functions/contracts/)',
      'Infrastructure names events, it does not run code.',
    ),
    only('bin-sees-lib-only', '^bin/', '^(bin|lib)/', 'The app reads the stage and makes the stacks.'),
    only(
      'web-sees-contracts-only',
      '^web/',
      '^(web/|functions/contracts/)',
      'The dashboard knows the API, not the code behind it.',
    ),
    only(
      'local-cloud-is-a-tool',
      '^scripts/local/',
      '^(scripts/local/|functions/contracts/)',
      'The local cloud must not know the business.',
    ),
    {
      name: 'adapters-keep-to-their-vendor',
      severity: 'error',
      comment: 'Vendors do not know of each other; the stage secret is how all of them get their keys.',
      from: { path: '^functions/adapters/([^/]+)/' },
      to: { path: '^functions/adapters/', pathNot: '^functions/adapters/($1|secrets)/' },
    },
    noPackage(
      'contracts-know-zod-only',
      '^functions/contracts/',
      'node_modules/(?!zod)',
      'Contracts are shared with the web.',
    ),
    noPackage(
      'domain-uses-no-package',
      '^functions/domain/',
      'node_modules/(?!zod|temporal-polyfill)',
      'zod and temporal-polyfill are the packages the domain may import.',
    ),
    noPackage(
      'functions-never-see-cdk',
      '^functions/',
      'node_modules/(aws-cdk-lib|constructs)',
      'A bundle carries no infrastructure.',
    ),
    noPackage(
      'aws-sdk-lives-in-adapters',
      '^functions/(handlers|runtime|domain|contracts)/',
      'node_modules/@aws-sdk',
      'Handlers compose adapters.',
    ),
    noPackage(
      'vendor-sdks-live-in-adapters',
      '^functions/(handlers|runtime|domain|contracts)/',
      'node_modules/(stripe|telnyx|resend|retell-sdk|openai)',
      'Every vendor call goes through an adapter behind a port.',
    ),
    noPackage(
      'second-evaluator-in-tests-only',
      '^(bin|lib|functions|web|scripts|docs)/',
      'node_modules/@cloud-copilot/',
      'Its licence (AGPL) lets it judge what we ship and not be part of it.',
    ),
    {
      name: 'calls-and-vendors-are-not-limited',
      severity: 'error',
      comment:
        'A call cannot come back later, and vendors do not stop: their only limit is the throttle of their API.',
      from: { path: '^functions/handlers/(voice|webhooks)/' },
      to: {
        path: '^functions/(domain/limit/|adapters/dynamodb/(buckets|limits|limit-rows|tallies)\\.ts|runtime/request-limit\\.ts)',
        reachable: true,
      },
    },
    {
      name: 'stripe-in-stripe',
      severity: 'error',
      from: { path: '^functions/adapters/(?!stripe/)' },
      to: { path: 'node_modules/stripe/' },
    },
    {
      name: 'telnyx-in-telnyx',
      severity: 'error',
      from: { path: '^functions/adapters/(?!telnyx/)' },
      to: { path: 'node_modules/telnyx/' },
    },
    {
      name: 'resend-in-resend',
      severity: 'error',
      from: { path: '^functions/adapters/(?!resend/)' },
      to: { path: 'node_modules/resend/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(cdk\\.out|\\.local)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts', '.cjs', '.mjs'],
    },
  },
};
