import type { Caller, Operator, Partner } from '../../contracts/api/answers.ts';
import type { Route } from '../../contracts/api/route.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Derivation } from '../derived-ids.ts';
import { type CapDeps, countToday } from './count-today.ts';
import { costOf } from './limits.ts';
import type { Holder } from './ports.ts';
import { type LimitDeps, takeTokens } from './take-tokens.ts';

export type LimitedRequest = {
  readonly route: Pick<Route, 'method' | 'cost' | 'mails'>;
  /** Who asks; undefined where anyone may. */
  readonly caller: Caller | Operator | Partner | undefined;
  readonly businessId: BusinessId | undefined;
  /** The address on the internet that it came from. */
  readonly address: string;
};

export type LimitRequestDeps = LimitDeps &
  CapDeps & {
    readonly by: Pick<Derivation, 'mac'>;
    /**
     * What fingerprints of addresses are made with, so that nobody who reads one can find the address by trying. Needed
     * where a route is open.
     */
    readonly fingerprintKeys?: (() => Promise<readonly string[]>) | undefined;
  };

/** Addresses of one subscriber share what is theirs to choose from: of IPv6 the first 64 bits are the network's. */
export const networkOf = (address: string): string => {
  const mapped = /^(?:0*:){2,}ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/**
 * Lets a request pass if there are tokens for it: of the business that it is about, so that one business never uses up
 * what others have; else of the key or the person who asks; of the network that it comes from where anyone may ask.
 * Refuses with `too_many_requests`; with `daily_cap_reached` a network that had us write to enough people today.
 */
export const limitRequest = (deps: LimitRequestDeps) => {
  const take = takeTokens(deps);

  const holderOf = async ({ caller, businessId, address }: LimitedRequest): Promise<Holder> => {
    if (caller === undefined) {
      const key = (await deps.fingerprintKeys?.())?.[0];
      if (key === undefined) throw new Error('no key to make fingerprints with');
      return { kind: 'asker', fingerprint: deps.by.mac(key, 'asker', networkOf(address)).slice(0, 26) };
    }
    if ('partnerId' in caller) {
      const { partnerId, keyId } = caller;
      return { kind: 'partnerKey', partnerId, keyId };
    }
    const { personId } = caller;
    return businessId ? { kind: 'business', businessId, personId } : { kind: 'person', personId };
  };

  return async (request: LimitedRequest, nowMs: number): Promise<void> => {
    const cost = costOf(request.route);
    if (cost === 0) return;
    const holder = await holderOf(request);
    if (holder.kind === 'stage') return;
    await take(holder, cost, nowMs);
    if (holder.kind === 'asker' && request.route.mails)
      await countToday(deps)({ holder, cap: 'codes for an asker' }, undefined, nowMs);
  };
};
