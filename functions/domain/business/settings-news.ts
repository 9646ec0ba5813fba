import type { AgentChosen, SettingsChanged } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';

/** Of one version of a business's settings. */
export const settingsChanged = (
  ids: Pick<DerivedIds, 'event'>,
  businessId: BusinessId,
  settingsVersion: number,
  at: string,
): SettingsChanged => ({
  v: 1,
  id: ids.event('settings.changed', businessId, settingsVersion),
  name: 'settings.changed',
  businessId,
  at,
  correlationId: businessId,
});

/** Of one version of its agent's record. */
export const agentChosen = (
  ids: Pick<DerivedIds, 'event'>,
  businessId: BusinessId,
  recordVersion: number,
  at: string,
): AgentChosen => ({
  v: 1,
  id: ids.event('agent.chosen', businessId, recordVersion),
  name: 'agent.chosen',
  businessId,
  at,
  correlationId: businessId,
});
