import { Secret, TOTP } from 'otpauth';
import { Refusal } from './refusal.ts';

/** An authenticator's secret and which of its codes were used up. */
export type SoftwareToken = { readonly secret: string; readonly used: Set<number> };

/** 32 bytes in base32, as Cognito's are. */
export const newSoftwareToken = (): SoftwareToken => ({
  secret: new Secret({ size: 32 }).base32,
  used: new Set(),
});

/** The step a code belongs to, one step of 30 seconds early or late included; undefined for a wrong one. */
const stepOf = ({ secret }: SoftwareToken, code: string, now: number): number | undefined => {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), timestamp: now, window: 1 });
  return delta === null ? undefined : TOTP.counter({ timestamp: now }) + delta;
};

/** Uses a code up. Throws what `wrong` makes for a wrong one and ExpiredCodeException for one that was used before. */
export const takeCode = (token: SoftwareToken, code: string, now: number, wrong: () => Refusal): void => {
  const step = stepOf(token, code, now);
  if (step === undefined) throw wrong();
  if (token.used.has(step))
    throw new Refusal('ExpiredCodeException', 'Your software token has already been used once.');
  token.used.add(step);
};
