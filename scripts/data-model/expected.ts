import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { DataStack } from '../../lib/stacks/data-stack.ts';
import { OperationsStack } from '../../lib/stacks/operations-stack.ts';
import { readStage } from '../../lib/stages.ts';
import { indexWords, keyWords, onOrOff, type Shape } from './shape.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

const TableProperties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  BillingMode: z.string().default('PROVISIONED'),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }).optional(),
  DeletionProtectionEnabled: z.boolean().default(false),
  SSESpecification: z.object({ SSEEnabled: z.boolean() }).optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.string(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});

/** The shape that a template's table has, read from its properties. */
export const shapeOfTemplate = (properties: unknown): Shape => {
  const table = TableProperties.parse(properties);
  const { AttributeDefinitions: definitions, TimeToLiveSpecification: expiry } = table;
  return {
    keys: keyWords(table.KeySchema, definitions),
    capacity: table.BillingMode,
    stream: table.StreamSpecification?.StreamViewType ?? 'off',
    expiry: expiry?.Enabled ? `by ${expiry.AttributeName}` : 'off',
    'recovery of any second': onOrOff(
      table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
    ),
    'deletion protection': onOrOff(table.DeletionProtectionEnabled),
    encryption: table.SSESpecification?.SSEEnabled ? 'with KMS' : 'without KMS',
    indexes: new Map(
      table.GlobalSecondaryIndexes.map((index) => [
        index.IndexName,
        indexWords(index.KeySchema, definitions, index.Projection),
      ]),
    ),
  };
};

const root = fileURLToPath(new URL('../..', import.meta.url));

type Template = {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;
};

/**
 * The table of a stage as this checkout would deploy it: its stack alone, with what that stands on. The functions, which
 * take most of the time, change nothing of it.
 */
export const expectedShape = (stageName: string): Shape => {
  const outdir = mkdtempSync(join(tmpdir(), 'cloudgreet-data-model-'));
  try {
    const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
      context: Record<string, unknown>;
    };
    const app = new App({ outdir, context, analyticsReporting: false });
    const stage = readStage(stageName);
    const { house } = new OperationsStack(app, 'operations', { stage, watches: '' });
    const data = new DataStack(app, 'data', { house });
    const { template } = app.synth().getStackArtifact(data.artifactId) as { template: Template };
    const tables = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
    if (tables.length !== 1)
      throw new Error(`The data stack has ${tables.length} tables in the place of one.`);
    return shapeOfTemplate(tables[0]?.Properties);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};
