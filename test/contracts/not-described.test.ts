import { beforeAll, describe, expect, it } from 'vitest';
import { enabledEvents } from '../../scripts/local/vendors/stripe/events.ts';
import { routes } from '../../scripts/local/vendors/stripe/routes.ts';
import type { Traffic } from '../../scripts/local/vendors/traffic.ts';
import { areContractsHere, contractsNote } from '../support/contracts/documents.ts';
import { findingsIn } from '../support/contracts/findings.ts';
import { partsOf } from '../support/contracts/parts-of.ts';
import { notDescribed } from './not-described.ts';
import { tourOfAllVendors } from './tour/tour.ts';

/** The endpoint would hear them; the simulator has no such trouble. */
const neverSent = ['invoice.finalization_failed', 'checkout.session.async_payment_failed', 'refund.updated'];

describe.skipIf(!areContractsHere)(`everything that the simulators can do${contractsNote}`, () => {
  let traffic: readonly Traffic[];
  beforeAll(async () => {
    traffic = await tourOfAllVendors();
  });

  it('keeps to the contracts', () => {
    expect(findingsIn(traffic).map(({ line }) => line)).toEqual([]);
  });

  it('is described, but for exactly what the list names', () => {
    const undescribed = traffic.flatMap(partsOf).filter(({ check }) => check === undefined);

    expect([...new Set(undescribed.map(({ name }) => name))].sort()).toEqual(
      Object.keys(notDescribed).sort(),
    );
  });

  it('is on the tour: every route of Stripe, and every event that its endpoint hears', () => {
    const asked = traffic.flatMap((piece) =>
      piece.kind === 'exchange' && piece.vendor === 'stripe' ? [`${piece.method} ${piece.path}`] : [],
    );
    const told = traffic.flatMap((piece) => (piece.kind === 'webhook' ? [piece.type] : []));

    const notAsked = routes.filter(
      ({ method, path }) =>
        !asked.some((one) => one.startsWith(`${method} `) && path.test(one.slice(method.length + 1))),
    );
    const notTold = enabledEvents.filter((type) => !told.includes(type) && !neverSent.includes(type));

    expect({ notAsked: notAsked.map(({ path }) => String(path)), notTold }).toEqual({
      notAsked: [],
      notTold: [],
    });
  });

  it('is listed with a reason where nothing describes it', () => {
    expect(Object.entries(notDescribed).filter(([, reason]) => reason.length < 20)).toEqual([]);
  });
});
