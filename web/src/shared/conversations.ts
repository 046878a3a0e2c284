/** The queue, conversations, and what an agent does with one: docs/contracts.md §3. */
import type { SuggestedPromise } from "./cases.ts";
import type { Owner } from "./protocol.ts";

/** `priority` 0 emergency, 1 angry or threat, 2 ordinary, 3 can wait; the list comes in serving order. */
export interface QueueItem {
  conversation_id: string;
  channel: string;
  reason: string;
  skill: string;
  priority: number;
  /** Seconds since the conversation entered the queue. */
  waiting_s: number;
  summary: string;
}

export interface CustomerRef {
  id: string;
  display_name: string;
}

export interface ConversationSummary {
  conversation_id: string;
  channel: string;
  owner: Owner;
  /** Raised by every change of owner; a reply carries weight only under the epoch it was written in. */
  epoch: number;
  agent_id: string | null;
  agent_name: string | null;
  customer: CustomerRef;
  reason: string | null;
  skill: string;
  priority: number;
  summary: string;
  last_seq: number;
  last_message: { author: string; text: string; at: string } | null;
  customer_read_seq: number;
  opened_at: string;
  changed_at: string;
}

export interface Note {
  id: string;
  author_name: string;
  text: string;
  at: string;
}

export interface SendMessageRequest {
  client_id: string;
  text: string;
  attachments?: string[];
}

export interface SendMessageResult {
  seq: number;
  at: string;
  suggested_promise: SuggestedPromise | null;
}

export type TransferRequest =
  | { to_agent: string; to_skill?: never; note: string }
  | { to_skill: string; to_agent?: never; note: string };

export interface CloseRequest {
  wrap_up: string;
  summary: string;
  back_to_bot: boolean;
}
