import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addStacks } from '../../lib/stacks/add-stacks.ts';
import { readStage } from '../../lib/stages.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes
type Json = any;

/** The logical id a `Ref` or `Fn::GetAtt` names. */
const idIn = (value: Json): string => value?.Ref ?? value?.['Fn::GetAtt']?.[0] ?? '';

/** Which handlers get which event, as the templates say: rule → queue → mapping → function. */
export const consumersOf = (): ReadonlyMap<string, readonly string[]> => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: object };
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  const resources: Json = Template.fromStack(addStacks(app, readStage('local')).app).toJSON().Resources;
  const all = (type: string): Json[] => Object.values(resources).filter((one: Json) => one.Type === type);
  const handlerBehind = (queue: string): string[] =>
    all('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => idIn(Properties.EventSourceArn) === queue)
      .map(({ Properties }) => resources[idIn(Properties.FunctionName)].Metadata['cloudgreet:handler']);

  const found = new Map<string, string[]>();
  for (const { Properties } of all('AWS::Events::Rule'))
    for (const name of (Properties.EventPattern?.['detail-type'] ?? []) as string[])
      found.set(name, [
        ...(found.get(name) ?? []),
        ...Properties.Targets.flatMap((target: Json) => handlerBehind(idIn(target.Arn))),
      ]);
  return found;
};
