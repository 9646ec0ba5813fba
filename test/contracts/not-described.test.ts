import { beforeAll, describe, expect, it } from 'vitest';
import type { Traffic } from '../../scripts/local/vendors/traffic.ts';
import { areContractsHere, contractsNote } from '../support/contracts/documents.ts';
import { findingsIn } from '../support/contracts/findings.ts';
import { partsOf } from '../support/contracts/parts-of.ts';
import { notDescribed } from './not-described.ts';
import { tourOfAllVendors } from './tour/tour.ts';

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

  it('is listed with a reason where nothing describes it', () => {
    expect(Object.entries(notDescribed).filter(([, reason]) => reason.length < 20)).toEqual([]);
  });
});
