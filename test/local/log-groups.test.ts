import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../scripts/local/gateway/aws-call.ts';
import { readPattern } from '../../scripts/local/logs/filter-pattern.ts';
import { createLogGroups } from '../../scripts/local/logs/log-groups.ts';
import type { FunctionSpec } from '../../scripts/local/types.ts';

const NOW = Date.parse('2026-11-23T15:00:00.000Z');
const HOUR_MS = 3_600_000;
const clock = {
  now: () => NOW,
  offsetMs: () => HOUR_MS,
  set: () => undefined,
  passTo: () => undefined,
  onChange: () => undefined,
};

const logs = () =>
  createLogGroups(
    [
      { name: 'voice/agent', arn: 'arn:aws:lambda:x:0:function:Voice', logGroup: 'stack-VoiceLogs' },
      { name: 'workers/relay', arn: 'arn:aws:lambda:x:0:function:Relay' },
    ] as unknown as FunctionSpec[],
    clock,
  );

const ask = (groups: ReturnType<typeof logs>, action: string, input: object) => {
  const { status, body } = groups.answer({ service: 'logs', action, input } as unknown as AwsCall);
  const answer = JSON.parse(String(body)) as Readonly<Record<'logGroups' | 'events' | 'nextToken', unknown>>;
  return { status, ...answer };
};
const line = (text: string, source = 'function:voice/agent') =>
  ({ at: NOW, source, level: 'info', text }) as const;

describe('the local log groups', () => {
  it('are named as the template names them, or as Lambda would', () => {
    const all = ask(logs(), 'DescribeLogGroups', {});
    const some = ask(logs(), 'DescribeLogGroups', { logGroupNamePrefix: 'stack-' });

    expect(all.logGroups).toMatchObject([
      { logGroupName: '/aws/lambda/Relay' },
      { logGroupName: 'stack-VoiceLogs' },
    ]);
    expect(some.logGroups).toMatchObject([{ logGroupName: 'stack-VoiceLogs' }]);
  });

  it('keep what functions print, at the time of the local clock, and find it page by page', () => {
    const groups = logs();
    groups.keep(line('{"timestamp":"2026-11-23T13:59:59.500Z","message":"first call_1"}'));
    groups.keep(line('no time of its own, call_1'));
    groups.keep(line('call_1 of another part', 'gateway'));
    groups.keep(line('call_2'));

    const search = { logGroupName: 'stack-VoiceLogs', filterPattern: '"call_1"', limit: 1 };
    const first = ask(groups, 'FilterLogEvents', search);
    const second = ask(groups, 'FilterLogEvents', { ...search, nextToken: first.nextToken });
    const late = ask(groups, 'FilterLogEvents', { ...search, startTime: NOW });

    expect(first.events).toMatchObject([{ timestamp: NOW - 500 }]);
    expect(second).toMatchObject({ events: [{ timestamp: NOW, message: 'no time of its own, call_1' }] });
    expect(second).not.toHaveProperty('nextToken');
    expect(late.events).toHaveLength(1);
  });

  it.each([
    ['FilterLogEvents', { logGroupName: 'nobody', filterPattern: '' }, 'ResourceNotFoundException'],
    [
      'FilterLogEvents',
      { logGroupName: 'stack-VoiceLogs', filterPattern: '{ $.a = 1 }' },
      'InvalidParameterException',
    ],
    ['StartQuery', {}, 'UnknownOperationException'],
  ])('refuse %s of %j by name', (action, input, code) => {
    expect(ask(logs(), action, input)).toMatchObject({ status: 400, __type: code });
  });
});

describe('a filter pattern', () => {
  it.each([
    ['', 'anything', true],
    ['"call_1" paid', 'paid for call_1', true],
    ['"call_1" paid', 'call_1', false],
    ['?"call_1" ?paid', 'paid', true],
    ['?"call_1" ?paid', 'neither', false],
    ['"say \\"hi\\""', 'they say "hi"', true],
  ])('%s of %s is %s', (pattern, message, found) => {
    expect(readPattern(pattern)?.(message)).toBe(found);
  });

  it.each(['-excluded', '{ $.a = 1 }', '%regex%', '?one "all"'])('%s is not known here', (pattern) => {
    expect(readPattern(pattern)).toBe(undefined);
  });
});
