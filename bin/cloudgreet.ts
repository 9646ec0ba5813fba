import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addStacks } from '../lib/stacks/add-stacks.ts';
import { readStage, UnknownStage } from '../lib/stages.ts';

try {
  const app = new App();
  addStacks(app, readStage(app.node.tryGetContext('stage')));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
} catch (error) {
  if (!(error instanceof UnknownStage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
