// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM spell references so.
import { expect, test } from 'vitest';
import { createResolver } from '../../scripts/local/assembly/intrinsics.ts';
import { aStack, place } from './assembly-fixture.ts';

const resolveIn = (value: unknown, ...others: Parameters<typeof aStack>[]): unknown => {
  const stack = aStack({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
      Rows: { Type: 'AWS::DynamoDB::Table' },
    },
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } },
    Conditions: {
      Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'Here' }] },
    },
  });
  const stacks = [stack, ...others.map((other) => aStack(...other))];
  return createResolver(stacks, place).resolve(stack, value);
};

test.each([
  ['Ref of a queue is its address', { Ref: 'Queue' }, 'http://127.0.0.1:9/000000000000/work'],
  ['Ref of a table is its name', { Ref: 'Rows' }, 'Example-Rows'],
  ['an attribute', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:work'],
  ['a join over references', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }]] }, 'a/us-east-1'],
  [
    'a substitution',
    { 'Fn::Sub': '${AWS::AccountId}:${Queue.QueueName}:${!kept}' },
    '000000000000:work:${kept}',
  ],
  ['a substitution with own names', { 'Fn::Sub': ['${x}-${AWS::Region}', { x: 'y' }] }, 'y-us-east-1'],
  ['a part of a list', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['a choice', { 'Fn::If': ['Here', 'yes', 'no'] }, 'yes'],
  ['the other choice', { 'Fn::If': ['Elsewhere', 'yes', 'no'] }, 'no'],
  [
    'no value leaves the property out',
    { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] },
    { b: [1] },
  ],
  [
    'a policy condition stays as it is',
    { Condition: { Bool: { a: 'b' } } },
    { Condition: { Bool: { a: 'b' } } },
  ],
])('resolves %s', (_, value, expected) => {
  expect(resolveIn(value)).toEqual(expected);
});

test('resolves what another stack exports, in both forms', () => {
  const data = { Outputs: { Bus: { Value: 'the-bus', Export: { Name: 'data:Bus' } } } };

  const imported = resolveIn({ 'Fn::ImportValue': 'data:Bus' }, [data, { name: 'Data' }]);
  const read = resolveIn({ 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Bus' } }, [
    data,
    { name: 'Data' },
  ]);

  expect([imported, read]).toEqual(['the-bus', 'the-bus']);
});

test.each([
  [{ 'Fn::Base64': 'x' }, /Fn::Base64/],
  [{ 'Fn::ImportValue': 'nobody' }, /exports nobody/],
  [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, /attribute Colour of AWS::SQS::Queue/],
  [{ Ref: 'Nothing' }, /Nothing/],
  [{ Ref: 'BootstrapVersion' }, /BootstrapVersion/],
  ['{{resolve:ssm-secure:x}}', /dynamic reference/],
])('refuses %j by name', (value, message) => {
  expect(() => resolveIn(value)).toThrow(message);
});

test('keeps names apart that are too long for AWS', () => {
  const long = 'A'.repeat(90);
  const type = { Type: 'AWS::SQS::Queue' };
  const stack = aStack({ Resources: { [`${long}1`]: type, [`${long}2`]: type } });
  const resolver = createResolver([stack], place);

  const names = ['1', '2'].map((end) => resolver.identity(stack, long + end).attributes.QueueName);

  expect(names.map((name) => name?.length)).toEqual([80, 80]);
  expect(names[0]).not.toBe(names[1]);
});
