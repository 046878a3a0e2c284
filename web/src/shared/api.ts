/** What the desk's console API (`/api/v1`) speaks: docs/contracts.md §3. All times are ISO 8601 in UTC. */
import type { Attachment, Message, Owner } from "./protocol.ts";

/** Prefix of every console API path. */
export const API_BASE = "/api/v1";

export type AgentStatus = "online" | "busy" | "offline";
export type CaseKind = "enquiry" | "complaint" | "claim" | "pickup" | "demand" | "follow_up";
export type CaseState = "open" | "in_progress" | "resolved" | "closed";
export type Emotion = "calm" | "upset" | "angry";
export type PromiseState = "open" | "kept" | "broken";

/** A code with its wording in both languages. */
export interface Label {
  code: string;
  zh: string;
  en: string;
}

export interface Config {
  wrap_ups: Label[];
  skills: Label[];
  reasons: Label[];
}

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

export interface IntentTurn {
  seq: number;
  at: string;
  intent: string;
  confidence: number;
}

export interface EmotionTurn {
  seq: number;
  at: string;
  emotion: Emotion;
  score: number;
}

export interface Slot {
  name: string;
  label: string;
  value: string;
  supplied_by: "customer" | "bot" | "agent";
  seq: number | null;
  verified: boolean;
}

export interface TrackingSnapshot {
  waybill: string;
  carrier: string;
  status: string;
  status_text: string;
  found: boolean;
  latest: { at: string; type: string; outlet: string; city: string } | null;
}

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

export interface Handoff {
  reason: string;
  trigger: string;
  skill: string;
  priority: number;
  at: string;
}

/** What the customer wrote into the form before the chat; nobody has checked it. */
export interface Given {
  name: string | null;
  phone: string | null;
}

/** One way in which a person writes to us; `signed`: the site vouches for it. */
export interface PersonIdentity {
  customer_id: string;
  channel: string;
  account: string;
  display_name: string;
  signed: boolean;
  given: Given;
}

/** Somebody who has proved the same as this customer. */
export interface PersonSuggestion {
  customer_id: string;
  channel: string;
  account: string;
  display_name: string;
  evidence: { kind: "phone" | "waybill"; value: string }[];
}

export interface PersonChange {
  id: string;
  what: "joined" | "parted" | "declined";
  evidence: "signed" | "phone" | "waybill" | "agent";
  reason: string;
  /** Null for what the desk did on a site's signed word. */
  by: string | null;
  at: string;
  undone: boolean;
}

export interface Person {
  identities: PersonIdentity[];
  suggestions: PersonSuggestion[];
  changes: PersonChange[];
}

export interface EarlierConversation {
  conversation_id: string;
  channel: string;
  owner: Owner;
  opened_at: string;
  closed_at: string | null;
  summary: string;
  wrap_up: string | null;
}

/** Cases and history are those of the person, in whatever channel. */
export interface PacketCustomer extends CustomerRef, Person {
  given: Given;
  earlier_conversations: number;
  earlier_cases: (Case & { channel: string })[];
  history: EarlierConversation[];
}

/** Everything that was collected before the agent's first word (DESIGN D7). */

export interface Packet {
  conversation_id: string;
  channel: string;
  problem: string;
  /** Percent, 0–100. */
  completeness: number;
  missing: string[];
  customer: PacketCustomer;
  handoff: Handoff | null;
  intents: IntentTurn[];
  emotions: EmotionTurn[];
  slots: Slot[];
  tracking: TrackingSnapshot[];
  cases: Case[];
  promises: PromiseRecord[];
  /** What the customer sent besides words. */
  attachments: (Attachment & { seq: number; at: string })[];
  bot_answers: { seq: number; at: string; text: string }[];
  /** What a messenger that counts still takes; null on every other channel. */
  sending: Sending | null;
}

export interface Sending {
  left: number;
  until: string | null;
  /** Messages that wait until the customer writes again. */
  held: number;
  /** Messages that were given up. */
  failed: number;
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

export type ApiErrorCode =
  | "bad_request"
  | "not_logged_in"
  | "not_yours"
  | "not_found"
  | "already_claimed"
  | "at_capacity"
  | "conversation_closed"
  | "not_owner"
  | "too_many_attempts";

/** The one JSON shape of every refusal. */
export interface ApiError {
  error: ApiErrorCode | (string & {});
  message: string;
  detail?: unknown;
}

export type { Message, Owner };
