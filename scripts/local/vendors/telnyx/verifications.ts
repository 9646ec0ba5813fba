import * as z from 'zod';
import { type Chance, newUuid } from '../chance.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, answerData, decline, readBody } from './api-call.ts';
import { registryInstant } from './brands.ts';

const MOST_TRIES = 5;
const VALID_MS = 300_000;

const sendShape = z.strictObject({
  phone_number: z.string().regex(/^\+[1-9]\d{7,14}$/),
  verify_profile_id: z.string(),
  timeout_secs: z.int().min(30).max(600).optional(),
});
const verifyShape = z.strictObject({ code: z.string().min(1), verify_profile_id: z.string() });

/** A code that a phone was told, as its owner sees or hears it. */
export type SentCode = {
  readonly phone: string;
  readonly by: 'sms' | 'call';
  readonly code: string;
  readonly at: string;
};

export type Verifications = {
  readonly routes: readonly ApiRoute[];
  /** Oldest first. */
  codes(): readonly SentCode[];
  /** No text reaches the phone: a landline. */
  takeNoTexts(phone: string): void;
  isReached(phone: string): boolean;
};

/** Codes by text or by call: the last one sent to a phone holds for five minutes and five tries, and once. */
export const createVerifications = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly isProfile: (id: string) => boolean;
}): Verifications => {
  const { clock, chance } = deps;
  const sent: SentCode[] = [];
  const live = new Map<string, { readonly code: string; readonly until: number; triesLeft: number }>();
  const withoutTexts = new Set<string>();

  const profiled = (id: string): void => {
    if (!deps.isProfile(id)) throw decline(400, '10017', { source: { pointer: '/verify_profile_id' } });
  };

  const send =
    (by: 'sms' | 'call'): ApiRoute['run'] =>
    ({ body }) => {
      const {
        phone_number: phone,
        verify_profile_id: profile,
        timeout_secs: seconds,
      } = readBody(sendShape, body);
      profiled(profile);
      if (by === 'sms' && withoutTexts.has(phone)) {
        throw decline(400, '10015', {
          detail: 'The number takes no texts.',
          source: { pointer: '/phone_number' },
        });
      }
      const code = String(chance.int(100_000)).padStart(5, '0');
      const at = registryInstant(clock.now());
      const validMs = seconds === undefined ? VALID_MS : seconds * 1000;
      live.set(phone, { code, until: clock.now() + validMs, triesLeft: MOST_TRIES });
      sent.push({ phone, by, code, at });
      return answerData({
        id: newUuid(chance),
        record_type: 'verification',
        type: by,
        phone_number: phone,
        verify_profile_id: profile,
        custom_code: null,
        timeout_secs: validMs / 1000,
        status: 'pending',
        created_at: at,
        updated_at: at,
      });
    };

  const verify: ApiRoute['run'] = ({ ids: [phone = ''], body }) => {
    const { code, verify_profile_id: profile } = readBody(verifyShape, body);
    profiled(profile);
    const current = live.get(phone);
    if (current === undefined || current.until <= clock.now()) {
      throw decline(400, '10005', { detail: 'There is no verification under way.' });
    }
    const isRight = current.triesLeft > 0 && current.code === code;
    current.triesLeft -= 1;
    if (isRight) live.delete(phone);
    return answerData({ phone_number: phone, response_code: isRight ? 'accepted' : 'rejected' });
  };

  const byNumber = /^\/v2\/verifications\/by_phone_number\/([^/]+)\/actions\/verify$/;
  return {
    routes: [
      { method: 'POST', path: /^\/v2\/verifications\/sms$/, run: send('sms') },
      { method: 'POST', path: /^\/v2\/verifications\/call$/, run: send('call') },
      { method: 'POST', path: byNumber, run: verify },
    ],
    codes: () => sent,
    takeNoTexts: (phone) => void withoutTexts.add(phone),
    isReached: (phone) => !withoutTexts.has(phone),
  };
};
