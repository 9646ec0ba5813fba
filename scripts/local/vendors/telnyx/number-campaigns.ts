import * as z from 'zod';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import type { Clock } from '../vendor-model.ts';
import type { Registration } from './account-events.ts';
import { type ApiRoute, decline, readBody } from './api-call.ts';
import { registryInstant } from './brands.ts';
import type { Campaigns } from './campaigns.ts';
import type { ToSettle } from './to-settle.ts';
import type { Verdicts } from './verdicts.ts';

const assignShape = z.strictObject({ phoneNumber: z.string(), campaignId: z.string() });

type Assignment = {
  readonly phoneNumber: string;
  readonly campaignId: string;
  readonly telnyxCampaignId: string;
  readonly tcrCampaignId: string;
  readonly brandId: string;
  assignmentStatus: 'PENDING_ASSIGNMENT' | 'ASSIGNED' | 'FAILED_ASSIGNMENT';
  failureReasons?: string;
  readonly createdAt: string;
  updatedAt: string;
};

export type NumberCampaigns = {
  readonly routes: readonly ApiRoute[];
  isRegistered(number: string): boolean;
  /** All that are in it are in none. */
  leave(campaignId: string): void;
  assignments(): Assignment[];
};

/** Which numbers are in which campaign: pending, and by the clock in it or not. */
export const createNumberCampaigns = (deps: {
  readonly clock: Clock;
  readonly toSettle: ToSettle;
  readonly takesMs: number;
  readonly verdicts: () => Verdicts;
  readonly campaigns: Campaigns;
  readonly isOurs: (number: string) => boolean;
  readonly tell: (registration: Registration) => void;
}): NumberCampaigns => {
  const { clock } = deps;
  const assignments = new Map<string, Assignment>();

  const settle = (assignment: Assignment): void => {
    if (assignments.get(assignment.phoneNumber) !== assignment) return;
    const { assignment: verdict, reason } = deps.verdicts();
    assignment.assignmentStatus = verdict;
    assignment.updatedAt = registryInstant(clock.now());
    if (verdict === 'FAILED_ASSIGNMENT') assignment.failureReasons = reason;
    const { phoneNumber, campaignId, brandId } = assignment;
    deps.tell({
      phoneNumber,
      campaignId,
      brandId,
      type: 'ASSIGNMENT',
      status: verdict === 'ASSIGNED' ? 'SUCCESS' : 'FAILED',
      description: verdict === 'ASSIGNED' ? 'The number is in the campaign.' : reason,
    });
  };

  const enter = (phoneNumber: string, campaignId: string): Reply => {
    if (!deps.isOurs(phoneNumber)) throw decline(400, '10017', { source: { pointer: '/phoneNumber' } });
    const campaign = deps.campaigns.named(campaignId);
    if (campaign === undefined) throw decline(400, '10017', { source: { pointer: '/campaignId' } });
    if (!deps.campaigns.takesNumbers(campaignId)) {
      const detail = 'The campaign takes no numbers yet, or no more.';
      throw decline(400, '10015', { detail, source: { pointer: '/campaignId' } });
    }
    const at = registryInstant(clock.now());
    const { brandId, tcrCampaignId } = campaign;
    const assignment: Assignment = {
      phoneNumber,
      campaignId,
      telnyxCampaignId: campaignId,
      tcrCampaignId,
      brandId,
      assignmentStatus: 'PENDING_ASSIGNMENT',
      createdAt: at,
      updatedAt: at,
    };
    assignments.set(phoneNumber, assignment);
    deps.toSettle.add(`${phoneNumber} ${campaignId}`, deps.takesMs, () => settle(assignment));
    return { status: 200, body: snapshot(assignment) };
  };

  const assign: ApiRoute['run'] = ({ body }) => {
    const { phoneNumber, campaignId } = readBody(assignShape, body);
    if (assignments.has(phoneNumber)) throw decline(400, '10012', { source: { pointer: '/phoneNumber' } });
    return enter(phoneNumber, campaignId);
  };

  const named = (number: string | undefined): Assignment => {
    const assignment = assignments.get(number ?? '');
    if (assignment === undefined) throw decline(404, '10005');
    return assignment;
  };

  /** Into another campaign, or once more into the one that did not take it. */
  const move: ApiRoute['run'] = ({ ids: [number], body }) => {
    const { phoneNumber, campaignId } = readBody(assignShape, body);
    const known = named(number);
    if (phoneNumber !== known.phoneNumber)
      throw decline(400, '10015', { source: { pointer: '/phoneNumber' } });
    const isThere = known.campaignId === campaignId && known.assignmentStatus !== 'FAILED_ASSIGNMENT';
    return isThere ? { status: 200, body: snapshot(known) } : enter(phoneNumber, campaignId);
  };

  const one = /^\/v2\/10dlc\/phone_number_campaigns\/([^/]+)$/;
  return {
    routes: [
      { method: 'POST', path: /^\/v2\/10dlc\/phone_number_campaigns$/, run: assign },
      { method: 'PUT', path: one, run: move },
      {
        method: 'GET',
        path: one,
        run: ({ ids: [number] }) => ({ status: 200, body: snapshot(named(number)) }),
      },
    ],
    isRegistered: (number) => assignments.get(number)?.assignmentStatus === 'ASSIGNED',
    leave(campaignId) {
      for (const one of assignments.values()) {
        if (one.campaignId === campaignId) assignments.delete(one.phoneNumber);
      }
    },
    assignments: () => [...assignments.values()].map(snapshot),
  };
};
