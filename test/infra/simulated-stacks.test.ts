import { describe, expect, it } from 'vitest';
import type { Template } from '../../scripts/local/assembly/read-assembly.ts';
import { deployment, NOT_PLAYED } from '../simulation/cloud/deployment.ts';
import { RULES } from '../simulation/cloud/rules.ts';
import { OWN_ROWS, SCOPED_ROWS } from '../simulation/cloud/scopes.ts';
import { TABLE_SHAPE } from '../simulation/cloud/table-shape.ts';
import { seededChance } from '../simulation/kernel/chance.ts';
import { Kernel } from '../simulation/kernel/kernel.ts';
import { Universe } from '../simulation/world/universe.ts';
import { resolveStacks, stacksFrom } from '../support/role-policies.ts';
import { flat, handlerOf, type Json, synthesised } from './synthesised.ts';

const stacks = () => synthesised('local');
const functions = () => stacks().of('AWS::Lambda::Function');

/** Of the function that works a queue off. */
const workerOf = (queue: string): string | undefined => {
  const mapping = stacks()
    .of('AWS::Lambda::EventSourceMapping')
    .find(({ properties }) => flat(properties.EventSourceArn) === queue);
  const worker = functions().find(({ id }) => flat(mapping?.properties.FunctionName).includes(id));
  return worker && handlerOf(worker);
};
const isPlayed = (worker: string | undefined): boolean => worker === undefined || !(worker in NOT_PLAYED);

const specs = deployment(() => {
  throw new Error('no container is needed to say what is deployed');
});

describe('what the simulation plays', () => {
  it('is every function that is deployed, with its time-out, but for those that say why not', () => {
    const names = functions().map(handlerOf);
    expect(Object.keys(NOT_PLAYED).filter((name) => !names.includes(name))).toEqual([]);
    const deployed = functions()
      .filter((one) => !(handlerOf(one) in NOT_PLAYED))
      .map((one) => [handlerOf(one), one.properties.Timeout * 1000]);
    const simulated = Object.values(specs).map(({ name, timeoutMs }) => [name, timeoutMs]);

    expect(simulated.toSorted()).toEqual(deployed.toSorted());
  });

  it('is the table with its index and its stream', () => {
    const [table] = stacks().of('AWS::DynamoDB::Table');
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } =
      table?.properties ?? {};

    expect(TABLE_SHAPE).toMatchObject({ KeySchema, GlobalSecondaryIndexes });
    expect(TABLE_SHAPE.AttributeDefinitions).toEqual(expect.arrayContaining(AttributeDefinitions));
    expect(TABLE_SHAPE.StreamSpecification.StreamViewType).toBe(StreamSpecification.StreamViewType);
  });

  it('is queues that give a message back after six time-outs, and up after five tries', () => {
    const queues = stacks()
      .of('AWS::SQS::Queue')
      .filter(({ properties }) => properties.RedrivePolicy !== undefined)
      .filter((queue) => isPlayed(workerOf(`<${queue.id}.Arn>`)));

    const visibilities = queues.map(({ properties }) => properties.VisibilityTimeout);
    const workers = [
      'apply-vendor-event',
      'charge-booking-fee',
      'send-email',
      'send-confirmation',
      'deliver-partner-webhook',
      'continue-onboarding',
    ] as const;
    const wanted = workers.map((name) => (specs[`workers/${name}`].timeoutMs / 1000) * 6);
    expect(visibilities.toSorted()).toEqual(wanted.toSorted());
    expect(queues.map(({ properties }) => properties.RedrivePolicy.maxReceiveCount)).toEqual(
      workers.map(() => 5),
    );
  });

  it('is rules that bring the same events to the same workers', () => {
    const deployed = stacks()
      .of('AWS::Events::Rule')
      .flatMap(({ properties }) => {
        const events: string[] | undefined = properties.EventPattern?.['detail-type'];
        return events
          ? properties.Targets.map(({ Arn }: Json) => workerOf(flat(Arn)))
              .filter(isPlayed)
              .map((worker: string | undefined) => `${events.toSorted()} to ${worker}`)
          : [];
      });

    const simulated = RULES.map(({ events, worker }) => `${events.toSorted()} to ${worker}`);
    expect(simulated.toSorted()).toEqual(deployed.toSorted());
    const chance = seededChance(1);
    const kernel = new Kernel({ chance, startMs: 0 });
    const { queues } = new Universe({ kernel, chance, skewMs: 0, lagMs: 0, outages: [] });
    for (const { queue, worker } of RULES) expect(queues[queue].name).toBe(worker);
  });
  it('is credentials of people that reach the rows that their policies name', () => {
    const made = resolveStacks(stacksFrom(JSON.parse(stacks().text) as [string, Template][]));
    const rowsOf = (role: string): readonly string[] => {
      const named = [
        ...JSON.stringify(made.roleNamed(role)).matchAll(/"dynamodb:LeadingKeys":\[([^\]]*)\]/g),
      ];
      const patterns = named.flatMap(([, list]) => JSON.parse(`[${list}]`) as string[]);
      return [...new Set(patterns)]
        .map((pattern) => pattern.replaceAll(/\$\{aws:PrincipalTag\/(\w+)\}/g, '<$1>'))
        .toSorted();
    };
    const roleOf = (handler: string): string =>
      functions().find((one) => handlerOf(one) === handler)?.properties.Role['Fn::GetAtt'][0];

    for (const [handler, rows] of Object.entries(OWN_ROWS))
      expect([handler, rowsOf(roleOf(handler))]).toEqual([handler, rows.toSorted()]);
    expect(rowsOf('PeopleTeamScopeRole')).toEqual(SCOPED_ROWS['api/people'].toSorted());
    expect(rowsOf('PartnerApiScopeRole')).toEqual(SCOPED_ROWS['api/partner'].toSorted());
    expect(rowsOf('OnboardingScopeRole')).toEqual(SCOPED_ROWS['workers/continue-onboarding'].toSorted());
    expect(rowsOf('OwnerApiScopeRole')).toEqual(SCOPED_ROWS['api/owner'].toSorted());
  });
});
