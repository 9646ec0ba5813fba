import type { RehearsedTurn } from '../../contracts/api/rehearsals.ts';
import type { Welcome } from '../agent/answer-call.ts';

export type RehearsedToolUse = Extract<RehearsedTurn, { kind: 'tool' }>;

/** What the agent does next. */
export type AgentMove = {
  /** What it says, in the order in which it does. */
  readonly words: readonly string[];
  /** What it then asks of a tool of ours, and waits for. */
  readonly asks?: Pick<RehearsedToolUse, 'id' | 'name' | 'asked'> | undefined;
  /** What it then does with the line. */
  readonly ending?: 'hung_up' | 'put_through' | undefined;
};

/** The very agent that answers the phone, in writing. */
export type AgentInWriting = {
  /**
   * Goes on from what there was so far. No tool is run. Changes nothing anywhere; refuses with `vendor_unavailable` or
   * `vendor_refused`.
   */
  goOn(
    agent: { readonly agentId: string; readonly version: number },
    welcome: Welcome,
    turns: readonly RehearsedTurn[],
  ): Promise<AgentMove>;
};
