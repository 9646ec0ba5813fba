import { type Identity, identify, type Place } from './identities.ts';
import type { Resource, Stack } from './read-assembly.ts';

/** What `AWS::NoValue` resolves to: the property that holds it is left out. */
const noValue = Symbol('AWS::NoValue');

export type Resolver = {
  /** A template value with every intrinsic function replaced. Throws, naming what it cannot resolve. */
  resolve(stack: Stack, value: unknown): unknown;
  identity(stack: Stack, logicalId: string): Identity;
  /** The resources of a stack whose condition holds, resolved. */
  resources(stack: Stack): { logicalId: string; resource: Resource; properties: Record<string, unknown> }[];
  outputs(stack: Stack): Record<string, string>;
};

const asText = (value: unknown, where: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs text and got ${JSON.stringify(value)}.`);
};

const asList = (value: unknown, where: string): unknown[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} needs a list and got ${JSON.stringify(value)}.`);
};

/** Resolves CloudFormation's intrinsic functions over all stacks of an assembly, without creating anything. */
export const createResolver = (stacks: readonly Stack[], place: Place): Resolver => {
  const identitiesByResource = new Map<string, Identity>();
  const stackNamed = (name: string, where: string): Stack => {
    const found = stacks.find((stack) => stack.name === name);
    if (!found) throw new Error(`${where}: there is no stack ${name} in the assembly.`);
    return found;
  };

  const pseudo = (stack: Stack): Record<string, unknown> => ({
    'AWS::Region': place.region,
    'AWS::AccountId': place.accountId,
    'AWS::Partition': 'aws',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${stack.name}/local`,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': noValue,
  });

  const identity = (stack: Stack, logicalId: string): Identity => {
    const key = `${stack.name}/${logicalId}`;
    const known = identitiesByResource.get(key);
    if (known) return known;
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) throw new Error(`${stack.name} refers to ${logicalId}, which it does not hold.`);
    const made = identify(resource.Type, {
      place,
      stackName: stack.name,
      logicalId,
      property: (name) => {
        const value = resolve(stack, resource.Properties?.[name] ?? { Ref: 'AWS::NoValue' });
        return typeof value === 'string' ? value : undefined;
      },
    });
    identitiesByResource.set(key, made);
    return made;
  };

  const ref = (stack: Stack, name: string): unknown => {
    const values = pseudo(stack);
    if (name in values) return values[name];
    const parameter = stack.template.Parameters?.[name];
    if (!parameter) return identity(stack, name).ref;
    if (parameter.Type.startsWith('AWS::SSM::') || parameter.Default === undefined) {
      throw new Error(`${stack.name} uses parameter ${name}, which has no value in the local cloud.`);
    }
    return parameter.Default;
  };

  const attribute = (stack: Stack, logicalId: string, name: string): string => {
    const value = identity(stack, logicalId).attributes[name];
    if (value === undefined) {
      const type = stack.template.Resources?.[logicalId]?.Type;
      throw new Error(
        `The local cloud does not know attribute ${name} of ${type} (${logicalId} in ${stack.name}).`,
      );
    }
    return value;
  };

  const substitute = (stack: Stack, argument: unknown): string => {
    const [text, own] = Array.isArray(argument)
      ? [asText(argument[0], 'Fn::Sub'), resolve(stack, argument[1]) as Record<string, unknown>]
      : [asText(argument, 'Fn::Sub'), {}];
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in own) return asText(own[name], `Fn::Sub ${name}`);
      const dot = name.indexOf('.');
      const value = dot < 0 ? ref(stack, name) : attribute(stack, name.slice(0, dot), name.slice(dot + 1));
      return asText(value, `Fn::Sub ${name}`);
    });
  };

  const output = (stack: Stack, name: string): unknown => {
    const found = stack.template.Outputs?.[name];
    if (!found) throw new Error(`${stack.name} has no output ${name}.`);
    return resolve(stack, found.Value);
  };

  const imported = (name: string): unknown => {
    for (const stack of stacks) {
      for (const found of Object.values(stack.template.Outputs ?? {})) {
        if (found.Export && resolve(stack, found.Export.Name) === name) return resolve(stack, found.Value);
      }
    }
    throw new Error(`No stack of the assembly exports ${name}.`);
  };

  const condition = (stack: Stack, name: string): boolean => {
    const found = stack.template.Conditions?.[name];
    if (found === undefined) throw new Error(`${stack.name} has no condition ${name}.`);
    return resolve(stack, found) === true;
  };

  const functions: Record<string, (stack: Stack, argument: unknown) => unknown> = {
    Ref: (stack, name) => ref(stack, asText(name, 'Ref')),
    Condition: (stack, name) => condition(stack, asText(name, 'Condition')),
    'Fn::GetAtt': (stack, argument) => {
      const [id, ...path] = Array.isArray(argument) ? argument : asText(argument, 'Fn::GetAtt').split('.');
      return attribute(stack, asText(id, 'Fn::GetAtt'), path.join('.'));
    },
    'Fn::Sub': substitute,
    'Fn::Join': (stack, argument) => {
      const [separator, parts] = asList(argument, 'Fn::Join');
      const list = asList(resolve(stack, parts), 'Fn::Join');
      return list.map((part) => asText(part, 'Fn::Join')).join(asText(separator, 'Fn::Join'));
    },
    'Fn::Select': (stack, argument) => {
      const [index, list] = asList(resolve(stack, argument), 'Fn::Select');
      return asList(list, 'Fn::Select')[Number(index)];
    },
    'Fn::Split': (stack, argument) => {
      const [separator, text] = asList(resolve(stack, argument), 'Fn::Split');
      return asText(text, 'Fn::Split').split(asText(separator, 'Fn::Split'));
    },
    'Fn::ImportValue': (stack, name) => imported(asText(resolve(stack, name), 'Fn::ImportValue')),
    'Fn::GetStackOutput': (stack, argument) => {
      const { StackName, OutputName } = resolve(stack, argument) as Record<string, unknown>;
      const other = stackNamed(asText(StackName, 'Fn::GetStackOutput'), 'Fn::GetStackOutput');
      return output(other, asText(OutputName, 'Fn::GetStackOutput'));
    },
    'Fn::If': (stack, argument) => {
      const [name, yes, no] = asList(argument, 'Fn::If');
      return resolve(stack, condition(stack, asText(name, 'Fn::If')) ? yes : no);
    },
    'Fn::Equals': (stack, argument) => {
      const [left, right] = asList(resolve(stack, argument), 'Fn::Equals');
      return left === right;
    },
    'Fn::Not': (stack, argument) => asList(resolve(stack, argument), 'Fn::Not')[0] !== true,
    'Fn::And': (stack, argument) => asList(resolve(stack, argument), 'Fn::And').every(Boolean),
    'Fn::Or': (stack, argument) => asList(resolve(stack, argument), 'Fn::Or').some(Boolean),
  };

  const resolve = (stack: Stack, value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map((item) => resolve(stack, item)).filter((item) => item !== noValue);
    }
    if (value === null || typeof value !== 'object') {
      if (typeof value === 'string' && /\{\{resolve:(?!secretsmanager:)/.test(value)) {
        throw new Error(
          `${stack.name} uses a dynamic reference (${value}), which the local cloud does not resolve.`,
        );
      }
      return value;
    }
    const entries = Object.entries(value);
    const [name, argument] = entries.length === 1 && entries[0] ? entries[0] : ['', undefined];
    const call = functions[name];
    // In policies "Condition" is a plain property whose value is an object, not a reference by name.
    if (call && (name !== 'Condition' || typeof argument === 'string')) return call(stack, argument);
    if (name.startsWith('Fn::')) throw new Error(`The local cloud does not know ${name} (in ${stack.name}).`);
    return Object.fromEntries(
      entries
        .map(([key, item]): [string, unknown] => [key, resolve(stack, item)])
        .filter(([, item]) => item !== noValue),
    );
  };

  return {
    resolve,
    identity,
    resources: (stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([, resource]) => !resource.Condition || condition(stack, resource.Condition))
        .map(([logicalId, resource]) => ({
          logicalId,
          resource,
          properties: resolve(stack, resource.Properties ?? {}) as Record<string, unknown>,
        })),
    outputs: (stack) =>
      Object.fromEntries(
        Object.entries(stack.template.Outputs ?? {})
          // The CDK's own plumbing between stacks is not for people.
          .filter(
            ([name, found]) =>
              !name.startsWith('ExportsOutput') && (!found.Condition || condition(stack, found.Condition)),
          )
          .map(([name, found]) => [name, asText(resolve(stack, found.Value), `Output ${name}`)]),
      ),
  };
};
