/** Who works at the desk: docs/contracts.md §3. */

export type AgentStatus = "online" | "busy" | "offline";

export interface Agent {
  id: string;
  username: string;
  display_name: string;
  role: "agent" | "supervisor";
  status: AgentStatus;
  /** Conversations that the agent may hold at once. */
  capacity: number;
  /** Conversations that the agent holds now. */
  active: number;
  skills: string[];
}

export interface LoginResult {
  token: string;
  agent: Agent;
}
