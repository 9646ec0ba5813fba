import type { BuildOptions } from 'esbuild';

/** How esbuild makes a bundle that is deployed. Without CDK, for those who bundle beside it. */
export const BUNDLING = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
} satisfies BuildOptions;

/** Lambda hands the credentials over in the environment; docs/adr/0008 has what the other places cost to look in. */
export const LAMBDA_CREDENTIALS_ONLY = {
  '@aws-sdk/credential-provider-node': './functions/runtime/lambda-credentials.ts',
};
