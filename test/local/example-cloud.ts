import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Resource } from '../../scripts/local/assembly/read-assembly.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { startLocalCloud } from '../../scripts/local/cloud.ts';
import { writeAssembly } from './assembly-fixture.ts';
import { exampleCode, exampleTemplate } from './example-stack.ts';

const placeholders = { 'vendor-url': 'http://127.0.0.1:7' };

/** A row of the example's table. */
export const row = (sk: string): Record<string, AttributeValue> => ({ pk: { S: 'BIZ#1' }, sk: { S: sk } });

/** The example stack, running, with what its tests ask of it. */
export const startExampleCloud = async () => {
  const clock = createLocalClock();
  const lines: string[] = [];
  const assembly = writeAssembly(exampleTemplate, exampleCode);
  const cloud = await startLocalCloud({
    clock,
    placeholders,
    secret: { v: 1 },
    assembly: assembly.directory,
    log: ({ text }) => lines.push(text),
  });
  const { gatewayUrl: endpoint, region, credentials, outputs } = cloud;
  return {
    cloud,
    clock,
    lines,
    TableName: String(outputs.TableName),
    /** For the SDK's clients, as the operator, once. */
    client: { endpoint, region, credentials, maxAttempts: 1 },
    /** What a function of the example is answered when it calls an AWS service. */
    async probe(service: string, target: string, input: object) {
      const body = JSON.stringify({ service, target, input });
      const response = await fetch(`${outputs.ApiUrl}probe`, { method: 'POST', body });
      return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
    },
    async deadLetters() {
      return (await cloud.queues()).find(({ name }) => name === 'Example-DeadLetters')?.visible;
    },
    /** What the cloud was started from is gone. */
    removeAssembly: assembly.remove,
    async stop() {
      await cloud.stop();
      assembly.remove();
    },
  };
};

export type ExampleCloud = Awaited<ReturnType<typeof startExampleCloud>>;

/** Starts and stops the example with other resources or placeholders. */
export const startChanged = async (
  change: Record<string, Resource>,
  values: Record<string, string> = placeholders,
) => {
  const Resources = { ...exampleTemplate.Resources, ...change };
  const changed = writeAssembly({ ...exampleTemplate, Resources }, exampleCode);
  try {
    const started = await startLocalCloud({
      clock: createLocalClock(),
      placeholders: values,
      secret: {},
      assembly: changed.directory,
    });
    await started.stop();
  } finally {
    changed.remove();
  }
};
