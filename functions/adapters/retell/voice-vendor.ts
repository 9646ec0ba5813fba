import { type RetellAgentsAccess, retellAgents } from './agents.ts';
import { retellNumbers } from './numbers.ts';

/** All that is set up at the voice vendor for a business. */
export const retellVoice = (access: RetellAgentsAccess) => ({
  agents: retellAgents(access),
  voiceNumbers: retellNumbers(access),
});
