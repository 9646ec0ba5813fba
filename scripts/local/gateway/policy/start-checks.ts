import type { CloudPlan } from '../../assembly/plan.ts';
import { type Caller, mayDo } from '../caller.ts';

const asFunction = (plan: CloudPlan, functionName: string): Caller => {
  const spec = plan.functions.find(({ name }) => name === functionName);
  if (!spec) throw new Error(`No function ${functionName}.`);
  return { kind: 'function', name: spec.name, roleId: spec.roleId, arn: spec.arn };
};

type Check = { caller: Caller; actions: readonly string[]; resource: string; what: string };

const mappingChecks = (plan: CloudPlan): Check[] => [
  ...plan.queueMappings.map(({ functionName, queueArn }) => ({
    caller: asFunction(plan, functionName),
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resource: queueArn,
    what: `the queue mapping of ${functionName}`,
  })),
  ...plan.streamMappings.map(({ functionName, tableName }) => ({
    caller: asFunction(plan, functionName),
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resource: `${plan.tables.find(({ name }) => name === tableName)?.arn}/stream/local`,
    what: `the stream mapping of ${functionName}`,
  })),
  ...plan.streamMappings.flatMap(({ functionName, onFailureQueueUrl }) => {
    const queue = plan.queues.find(({ url }) => url === onFailureQueueUrl);
    const what = `the failure destination of ${functionName}`;
    return queue
      ? [{ caller: asFunction(plan, functionName), actions: ['sqs:SendMessage'], resource: queue.arn, what }]
      : [];
  }),
];

/** Where Lambda puts what a function could not do when nobody waited for it. */
const destinationChecks = (plan: CloudPlan): Check[] =>
  [...plan.invokes].flatMap(([functionName, { onFailureQueueArn }]) =>
    onFailureQueueArn
      ? [
          {
            caller: asFunction(plan, functionName),
            actions: ['sqs:SendMessage'],
            resource: onFailureQueueArn,
            what: `the failure destination of ${functionName}`,
          },
        ]
      : [],
  );

/** What AWS does with a function's permissions by itself, one action each. */
export const madeInFunctionsName = (
  plan: CloudPlan,
): { readonly caller: Caller; readonly action: string; readonly resource: string }[] =>
  [...mappingChecks(plan), ...destinationChecks(plan)].flatMap(({ caller, actions, resource }) =>
    actions.map((action) => ({ caller, action, resource })),
  );

const service = (name: string, sourceArn: string): Caller => ({
  kind: 'service',
  name,
  principal: `${name}.amazonaws.com`,
  sourceArn,
});

const arnOf = (plan: CloudPlan, functionName: string): string =>
  String(plan.functions.find(({ name }) => name === functionName)?.arn);

const invokeChecks = (plan: CloudPlan): Check[] => [
  ...plan.apis.flatMap(({ apiId, stage, routes }) =>
    routes.map(({ method, path, functionName }) => ({
      caller: service(
        'apigateway',
        `arn:aws:execute-api:${plan.place.region}:${plan.place.accountId}:${apiId}/${stage}/${method}${path}`,
      ),
      actions: ['lambda:InvokeFunction'],
      resource: arnOf(plan, functionName),
      what: `route ${method} ${path}`,
    })),
  ),
  ...plan.webSockets.flatMap(({ apiId, routes }) =>
    Object.entries(routes).map(([route, { functionName }]) => ({
      caller: service(
        'apigateway',
        `arn:aws:execute-api:${plan.place.region}:${plan.place.accountId}:${apiId}/*${route}`,
      ),
      actions: ['lambda:InvokeFunction'],
      resource: arnOf(plan, functionName),
      what: `route ${route} of a WebSocket`,
    })),
  ),
  ...plan.schedules.flatMap(({ arn, name, functionNames }) =>
    functionNames.map((functionName) => ({
      caller: service('events', arn),
      actions: ['lambda:InvokeFunction'],
      resource: arnOf(plan, functionName),
      what: `schedule ${name}`,
    })),
  ),
];

/**
 * What AWS services do in a function's name or towards it is judged once, at start: AWS would refuse to make the
 * mapping, or would fail silently later. Throws the first missing permission.
 */
export const checkServicePermissions = (plan: CloudPlan): void => {
  for (const { caller, actions, resource, what } of [
    ...mappingChecks(plan),
    ...destinationChecks(plan),
    ...invokeChecks(plan),
  ]) {
    for (const action of actions) {
      const refusal = mayDo(caller, { action, resource }, plan);
      if (refusal) throw new Error(`On AWS ${what} would not work: ${refusal}.`);
    }
  }
};
