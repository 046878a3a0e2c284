/** The packet: everything that was collected before the agent's first word (DESIGN D7), docs/contracts.md §3. */
import type { Case, PromiseRecord } from "./cases.ts";
import type { CustomerRef } from "./conversations.ts";
import type { Given, Person } from "./people.ts";
import type { Attachment, Owner } from "./protocol.ts";

export type Emotion = "calm" | "upset" | "angry";

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

export interface Handoff {
  reason: string;
  trigger: string;
  skill: string;
  priority: number;
  at: string;
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
