/** What is owed to customers: cases and promises, docs/contracts.md §3. */
import type { Attachment } from "./protocol.ts";

export type CaseKind = "enquiry" | "complaint" | "claim" | "pickup" | "demand" | "follow_up";

export type CaseState = "open" | "in_progress" | "resolved" | "closed";

export interface Case {
  number: string;
  kind: CaseKind;
  state: CaseState;
  summary: string;
  waybill: string | null;
  outlet: string | null;
  /** Raised by each change; a change names the version that it saw. */
  version: number;
  owner_id: string | null;
  /** What the customer was or will be told once it is resolved. */
  result: string | null;
  deadline_at: string;
  /** By when the law wants a complaint answered. */
  legal_due_at: string | null;
  opened_at: string;
  conversation_id: string;
  details: Record<string, unknown>;
  /** The details that have a name for people, in words. */
  facts: { label: string; value: string }[];
}

/** One line of a case's history; `who` is an agent's name, or `bot`, `desk`, `outlet`. */
export interface CaseEvent {
  at: string;
  who: string;
  agent_id: string | null;
  what: string;
  data: Record<string, unknown>;
  note: string;
}

export interface CaseWithHistory extends Case {
  history: CaseEvent[];
  promises: PromiseRecord[];
  /** What the customer sent in the case's conversation. */
  attachments: Attachment[];
}

/** A letter about a case to its outlet. */
export interface Dispatch {
  id: string;
  case_number: string;
  outlet: string;
  state: "pending" | "sent" | "dead";
  attempts: number;
  last_error: string | null;
  made_at: string;
  answered_at: string | null;
}

export interface CasePatch {
  version: number;
  state?: CaseState;
  owner_id?: string | null;
  note?: string;
  /** Told to the customer; goes with `resolved` or `closed`. */
  result?: string;
  deadline_at?: string;
}

export type PromiseState = "open" | "kept" | "broken";

export interface PromiseRecord {
  id: string;
  conversation_id: string;
  case_number: string | null;
  text: string;
  due_at: string;
  state: PromiseState;
  /** `bot`, `desk`, `outlet`, or an agent's id. */
  made_by: string;
  made_at: string;
  /** How many missed promises this one follows. */
  renewals: number;
  /** Open, and its agent was warned. */
  due_soon: boolean;
}

/** A promise that a message makes, for the agent to record. */
export interface SuggestedPromise {
  text: string;
  due_at: string;
}

export interface PromiseRequest extends SuggestedPromise {
  case_number?: string;
}
