import { expect, it } from 'vitest';
import { linesAbout } from './lines-about.ts';

it('keeps of a trace what mentions a text, what the invocations did that mention it, and broken promises', () => {
  const lines = [
    'voice/agent#1 begins: book_appointment',
    'voice/agent#12 begins: book_appointment',
    'voice/agent#12 ▸ dynamodb.GetItem SCHEDULE → ok',
    'voice/agent#1 ▸ dynamodb.PutItem apt_1 → ok',
    'late effect of voice/agent#1 ▸ dynamodb.PutItem DUE lands',
    'caller hears apt_1',
    '!!! B1: apt_2 and apt_3 overlap',
    'a new version is deployed',
  ];
  expect(linesAbout(lines, 'apt_1')).toEqual([
    'voice/agent#1 begins: book_appointment',
    'voice/agent#1 ▸ dynamodb.PutItem apt_1 → ok',
    'late effect of voice/agent#1 ▸ dynamodb.PutItem DUE lands',
    'caller hears apt_1',
    '!!! B1: apt_2 and apt_3 overlap',
  ]);
});
