import type { App } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';
import { AppStack } from './app-stack.ts';
import { DataStack } from './data-stack.ts';
import { OperationsStack } from './operations-stack.ts';
import { WebStack } from './web-stack.ts';

/** All of CloudGreet for one stage. */
export const addStacks = (
  app: App,
  stage: Stage,
): { operations: OperationsStack; data: DataStack; app: AppStack; web: WebStack } => {
  const name = (part: string) => `CloudGreet-${stage.name}-${part}`;
  const env = { account: stage.account, region: stage.region };
  // CloudFormation passes a stack's tags on to everything in it.
  const tags = { 'cloudgreet:stage': stage.name };
  const operations = new OperationsStack(app, name('operations'), { env, tags, stage, watches: name('app') });
  const { house } = operations;
  const data = new DataStack(app, name('data'), { env, tags, house, terminationProtection: stage.keepsData });
  const { platform } = data;
  const appStack = new AppStack(app, name('app'), { env, tags, platform });
  const web = new WebStack(app, name('web'), {
    env,
    tags,
    platform,
    apiUrl: appStack.webApiUrl,
    liveUrl: appStack.liveUrl,
  });
  return { operations, data, app: appStack, web };
};
