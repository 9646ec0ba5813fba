import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { addStacks } from '../../lib/stacks/add-stacks.ts';
import { readStage, type StageName } from '../../lib/stages.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes
export type Json = any;
export type StackName = 'operations' | 'data' | 'app' | 'web';
export type Resource = {
  stack: StackName;
  id: string;
  type: string;
  properties: Json;
  metadata: Json;
  deletionPolicy: string | undefined;
};
export type Synthesised = {
  all: Resource[];
  of(type: string): Resource[];
  text: string;
  outputs(stack: StackName): string[];
  /** `rule path` of everything cdk-nag finds and nobody acknowledged. */
  findings(): string[];
  /** Every finding that is accepted, as `rule path`, with why. */
  acknowledged: ReadonlyMap<string, string>;
};
export type Stacks = ReturnType<typeof addStacks>;

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** The templates of a stage, without running esbuild. `plant` may spoil the stacks first. */
export const synthesise = (name: StageName, plant?: (stacks: Stacks) => void): Synthesised => {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  const stacks = addStacks(app, readStage(name));
  plant?.(stacks);
  const templates = Object.entries(stacks).map(
    ([stack, made]) => [stack as StackName, Template.fromStack(made).toJSON()] as const,
  );
  const all = templates.flatMap(([stack, template]) =>
    Object.entries<Json>(template.Resources).map(([id, resource]) => ({
      stack,
      id,
      type: resource.Type,
      properties: resource.Properties ?? {},
      metadata: resource.Metadata ?? {},
      deletionPolicy: resource.DeletionPolicy,
    })),
  );
  const acknowledged = app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
        .flatMap(({ data }) =>
          Object.entries<string>(data).map(([rule, why]) => [`${rule} ${node.path}`, why] as const),
        ),
    );
  return {
    all,
    acknowledged: new Map(acknowledged),
    of: (type) => all.filter((resource) => resource.type === type),
    text: JSON.stringify(templates),
    outputs: (stack) =>
      templates
        .filter(([one]) => one === stack)
        .flatMap(([, template]) => Object.keys(template.Outputs ?? {}))
        .filter((key) => !key.startsWith('ExportsOutput')),
    findings: () =>
      [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
        pack
          .validateScope(app)
          .violations.flatMap((violation) =>
            violation.violatingResources.map(
              (resource) => `${violation.ruleName} ${(resource as Json).constructPath}`,
            ),
          ),
      ),
  };
};

const made = new Map<StageName, Synthesised>();

/** As `synthesise`, made once in a test file. */
export const synthesised = (name: StageName): Synthesised => {
  const found = made.get(name) ?? synthesise(name);
  made.set(name, found);
  return found;
};

/** One line for any template value: references by logical id or export name, joins joined. */
export const flat = (value: Json): string => {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in value) return `<${flat(value['Fn::ImportValue'])}>`;
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  return JSON.stringify(value);
};

export const handlerOf = (resource: Resource): string => resource.metadata['cloudgreet:handler'];
