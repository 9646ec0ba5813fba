import Telnyx from 'telnyx';
import type * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';
import { log } from '../../runtime/log.ts';
import type { Secrets } from '../secrets/stage-secret.ts';
import { type TelnyxAccess, type TelnyxCalls, telnyxCalls } from './client.ts';
import { failedHandover } from './failures.ts';

/**
 * What goes wrong with setting something up, as the domain knows it. Only an answer proves that nothing was done; after
 * silence the carrier has to be asked what there is, since it has no idempotency keys for any of this.
 */
const refusalOf = (operation: string, error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  const failed = failedHandover(error);
  const status = error instanceof Telnyx.APIError ? error.status : undefined;
  const facts = { vendor: 'telnyx', operation, status };
  if (failed.kind === 'refused') {
    return new Refusal('vendor_refused', { ...facts, because: failed.code }, { cause: error });
  }
  const code = failed.kind === 'unavailable' ? 'vendor_unavailable' : 'vendor_outcome_unknown';
  return new Refusal(code, { ...facts, because: failed.because }, { cause: error });
};

type Request = Parameters<TelnyxCalls>[1];

export type ProvisioningCalls = {
  /** Changes something. Refuses with one of the vendor codes; an answer that cannot be read leaves the outcome unknown. */
  change<Shape extends z.ZodMiniType>(
    operation: string,
    shape: Shape,
    request: Request,
  ): Promise<z.infer<Shape>>;
  /** Only looks: whatever goes wrong, nothing was done and it may be looked again. */
  look<Shape extends z.ZodMiniType>(
    operation: string,
    shape: Shape,
    request: Request,
  ): Promise<z.infer<Shape>>;
  readonly secrets: Secrets;
};

export const provisioningCalls = (access: TelnyxAccess): ProvisioningCalls => {
  const call = telnyxCalls(access);
  const change: ProvisioningCalls['change'] = async (operation, shape, request) => {
    try {
      return shape.parse(await call(operation, request));
    } catch (error) {
      throw refusalOf(operation, error);
    }
  };
  return {
    change,
    async look(operation, shape, request) {
      try {
        return await change(operation, shape, request);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'vendor_outcome_unknown') throw error;
        throw new Refusal('vendor_unavailable', error.facts, { cause: error });
      }
    },
    secrets: access.secrets,
  };
};

/** The code by which Telnyx says that there is no such thing. */
const NOT_FOUND = '10005';

export const isNotFound = (error: unknown): boolean =>
  error instanceof Refusal &&
  error.code === 'vendor_refused' &&
  (error.facts.because === NOT_FOUND || error.facts.status === 404);

/** undefined where there is no such thing. */
export const ifThere = async <T>(looked: Promise<T>): Promise<T | undefined> => {
  try {
    return await looked;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** All that was asked for, in one page; a business has a handful of anything. Absence has to be sure. */
export const wholePage = <T>(operation: string, items: readonly T[], total: number): readonly T[] => {
  if (items.length >= total) return items;
  log.warn('provisioning.more-than-a-page', { operation, total });
  throw new Refusal('vendor_unavailable', { vendor: 'telnyx', operation, because: 'more_than_a_page' });
};
