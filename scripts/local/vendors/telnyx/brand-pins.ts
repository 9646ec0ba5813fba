import * as z from 'zod';
import { type Chance, newUuid } from '../chance.ts';
import type { Clock } from '../vendor-model.ts';
import { type ApiRoute, decline, readBody } from './api-call.ts';
import type { ToSettle } from './to-settle.ts';

const LASTS_MS = 24 * 60 * 60_000;
const PLACE = '@OTP_PIN@';

const words = z.string().min(1).max(500);
const textShape = z.strictObject({ pinSms: words.includes(PLACE), successSms: words });
const checkShape = z.strictObject({ otpPin: z.string().min(4).max(10) });

/** What the registry texted a sole proprietor, as their phone shows it. */
export type TextedPin = {
  readonly brandId: string;
  readonly phone: string;
  readonly pin: string;
  readonly text: string;
  readonly at: string;
};

type WirePin = {
  readonly brandId: string;
  readonly referenceId: string;
  readonly mobilePhone: string;
  readonly requestDate: string;
  deliveryStatus: 'PENDING' | 'DELIVERED_HANDSET' | 'DELIVERY_FAILED' | 'VERIFIED' | 'EXPIRED';
  deliveryStatusDate: string;
  verifyDate?: string;
};

export type BrandPins = {
  readonly routes: readonly ApiRoute[];
  /** Oldest first; those too that never arrived. */
  pins(): readonly TextedPin[];
};

/** The registry writes them so: `2024-12-03T17:12:33.560000+00:00`. */
const instant = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '000+00:00');

/**
 * PINs by which sole proprietors prove their phone to the registry: six digits, for a day, the last one of a brand and once. Nothing
 * says how many tries there are.
 */
export const createBrandPins = (deps: {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly toSettle: ToSettle;
  readonly takesMs: number;
  /** `phone`: of a sole proprietor, unless it is proven; undefined: there is no such brand. */
  readonly find: (brandId: string) => { readonly phone: string | undefined } | undefined;
  readonly isReached: (phone: string) => boolean;
  readonly verify: (brandId: string) => void;
}): BrandPins => {
  const { clock, chance } = deps;
  const sent: TextedPin[] = [];
  const live = new Map<string, { readonly wire: WirePin; readonly pin: string; readonly until: number }>();

  const become = (wire: WirePin, state: WirePin['deliveryStatus']): void => {
    wire.deliveryStatus = state;
    wire.deliveryStatusDate = instant(clock.now());
  };

  /** As it is by now; nobody can use one that was texted before. */
  const latest = (brandId: string) => {
    const current = live.get(brandId);
    const isOver = current && current.until <= clock.now() && current.wire.deliveryStatus !== 'VERIFIED';
    if (isOver && current.wire.deliveryStatus !== 'EXPIRED') become(current.wire, 'EXPIRED');
    return current;
  };

  const text: ApiRoute['run'] = ({ ids: [brandId = ''], body }) => {
    const brand = deps.find(brandId);
    if (brand === undefined) throw decline(404, '10005');
    const { pinSms } = readBody(textShape, body);
    const { phone } = brand;
    if (phone === undefined)
      throw decline(400, '10015', { detail: 'The brand is no sole proprietor that is to be verified.' });
    const pin = String(chance.int(1_000_000)).padStart(6, '0');
    const at = instant(clock.now());
    const referenceId = `OTP${newUuid(chance).slice(0, 6).toUpperCase()}`;
    const wire: WirePin = {
      brandId,
      referenceId,
      mobilePhone: phone,
      requestDate: at,
      deliveryStatus: 'PENDING',
      deliveryStatusDate: at,
    };
    live.set(brandId, { wire, pin, until: clock.now() + LASTS_MS });
    sent.push({ brandId, phone, pin, text: pinSms.replace(PLACE, pin), at });
    deps.toSettle.add(referenceId, deps.takesMs, () => {
      if (wire.deliveryStatus === 'PENDING')
        become(wire, deps.isReached(phone) ? 'DELIVERED_HANDSET' : 'DELIVERY_FAILED');
    });
    return { status: 200, body: { brandId, referenceId } };
  };

  const check: ApiRoute['run'] = ({ ids: [brandId = ''], body }) => {
    if (deps.find(brandId) === undefined) throw decline(404, '10005');
    const { otpPin } = readBody(checkShape, body);
    const current = latest(brandId);
    const isOpen = current && !['VERIFIED', 'EXPIRED'].includes(current.wire.deliveryStatus);
    if (!isOpen || current.pin !== otpPin)
      throw decline(400, '10015', { detail: 'The PIN is not right, or not any more.' });
    become(current.wire, 'VERIFIED');
    current.wire.verifyDate = current.wire.deliveryStatusDate;
    deps.verify(brandId);
    return { status: 204, body: '' };
  };

  const status: ApiRoute['run'] = ({ ids: [brandId = ''] }) => {
    const current = latest(brandId);
    if (current === undefined) throw decline(404, '10005');
    return { status: 200, body: { ...current.wire } };
  };

  const path = /^\/v2\/10dlc\/brand\/([^/]+)\/smsOtp$/;
  return {
    routes: [
      { method: 'POST', path, run: text },
      { method: 'PUT', path, run: check },
      { method: 'GET', path, run: status },
    ],
    pins: () => sent,
  };
};
