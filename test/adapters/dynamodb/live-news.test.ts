import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { liveNewsIn, SHOWN } from '../../../functions/adapters/dynamodb/live-news.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { AppointmentId, BusinessId, CallId, TextId } from '../../../functions/contracts/ids.ts';
import { ROW_KINDS } from '../../../scripts/docs/row-kinds.ts';

const APEX = 'biz_apex0001' as BusinessId;
const APPOINTMENT = 'apt_k3v9x2' as AppointmentId;
const ADA = PersonId.parse('0b5a4f3e-6b0e-4a63-8a3e-2f6f0a3d7c11');

const changeOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): DynamoDBRecord => ({
  eventName: 'MODIFY',
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
});

/** Rows of a business that no page shows by themselves: what they belong to changes with them, or nobody looks at them. */
const NOT_SHOWN = [
  'alert',
  'audit',
  'auditChain',
  'businessBucket',
  'businessTally',
  'callLeg',
  'consent',
  'contestAllowance',
  'contestInReview',
  'day',
  'emailStop',
  'liveConnection',
  'liveSequence',
  'liveTicket',
  'news',
  'owners',
  'request',
  'sentText',
  'settingsNews',
  'textWords',
];

describe('a change of a row [C4]', () => {
  it.each([
    ['call', keys.call(APEX, 'call_9f' as CallId), 'calls'],
    ['recording', keys.recording(APEX, 'call_9f' as CallId), 'calls'],
    ['hold on it', keys.hold(APEX, 'call_9f' as CallId), 'calls'],
    ['word about a call', keys.remark(APEX, 'call_9f' as CallId), 'calls'],
    ['appointment', keys.appointment(APEX, APPOINTMENT), 'appointments'],
    ['fee', keys.fee(APEX, APPOINTMENT), 'fees'],
    ['text', keys.text(APEX, APPOINTMENT, 'txt_1' as TextId), 'texts'],
    ['configuration', keys.configuration(APEX), 'settings'],
    ['text that came in', keys.inboundText(APEX, 'message1'), 'texts'],
    ['member', keys.member(APEX, ADA), 'team'],
  ])('of a %s says what to ask for again', (_, key, topic) => {
    expect(liveNewsIn(changeOf(key))).toEqual({ kind: 'changed', businessId: APEX, topic });
  });

  it.each([
    ['day', keys.day(APEX, '2026-11-23')],
    ['leg of a call', keys.callLeg(APEX, 'leg')],
    ['alert', keys.alert(APEX, APPOINTMENT)],
    ['sequence of the channel itself', keys.liveSequence(APEX)],
    ['bucket of a person', keys.operator(ADA)],
  ])('of a %s says nothing', (_, key) => {
    expect(liveNewsIn(changeOf(key))).toBeUndefined();
  });

  it('of a person, of a session or of a membership asks whether they may still look', () => {
    const standing = { kind: 'standing', personId: ADA };
    expect(liveNewsIn(changeOf(keys.person(ADA)))).toEqual({ ...standing, businessId: undefined });
    expect(liveNewsIn(changeOf(keys.session(ADA, 's')))).toEqual({ ...standing, businessId: undefined });
    expect(liveNewsIn(changeOf(keys.membership(ADA, APEX)))).toEqual({ ...standing, businessId: APEX });
  });

  it('is shown or left out on purpose, whatever kind of row of a business it is', () => {
    const ofBusinesses = Object.entries(ROW_KINDS)
      .filter(([, { args }]) => Object.keys(args)[0] === 'business')
      .map(([name]) => name);

    expect([...Object.keys(SHOWN), ...NOT_SHOWN].toSorted()).toEqual(ofBusinesses.toSorted());
  });
});
