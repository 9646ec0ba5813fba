import { describe, expect, it } from 'vitest';
import type { BusinessId, EventId } from '../../../functions/contracts/ids.ts';
import { type SendEmailDeps, sendEmail } from '../../../functions/domain/email/send-email.ts';
import { aClock } from '../../support/builders.ts';

const told = { v: 1, id: 'evt_one' as EventId, at: '2026-11-23T15:00:00.000Z' } as const;
const code = {
  ...told,
  name: 'code.requested',
  addressId: 'a'.repeat(26),
  code: 'SIGN-UP',
  nonce: 'n',
} as const;

/** The parts of a worker, each of which notes that it was asked. */
const aWorker = () => {
  const asked: string[] = [];
  const part = (name: string) =>
    new Proxy({}, { get: (_, verb) => async () => void asked.push(`${name}.${String(verb)}`) });
  const names = [
    'appointments',
    'customers',
    'settings',
    'fees',
    'alerts',
    'stops',
    'emails',
    'codes',
    'people',
    'sender',
  ];
  const deps = {
    ...Object.fromEntries(names.map((name) => [name, part(name)])),
    clock: aClock(),
    ids: {},
    by: {},
  };
  return { asked, hear: sendEmail(deps as unknown as SendEmailDeps) };
};

describe('what goes out by e-mail [N3] [C1]', () => {
  it('is a code for whoever asked for one, without a look at anything of a business', async () => {
    const { asked, hear } = aWorker();

    await expect(hear(code)).resolves.toBe('over');

    expect(asked).toEqual(['codes.find']);
  });

  it("is what an owner hears of a booking, without a look at anybody's codes", async () => {
    const { asked, hear } = aWorker();
    const booked = {
      ...told,
      name: 'appointment.booked',
      businessId: 'biz_mail00001' as BusinessId,
      appointmentId: 'apt_mail00001' as never,
    } as const;

    await expect(hear(booked)).rejects.toMatchObject({ code: 'appointment_not_found' });

    expect(asked).toEqual(['appointments.find']);
  });
});
