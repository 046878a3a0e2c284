import type { Agent } from "../../shared/agents.ts";
import type { Case, PromiseRecord } from "../../shared/cases.ts";
import type { ConversationSummary, Note, QueueItem } from "../../shared/conversations.ts";
import type { Slot } from "../../shared/packet.ts";
import type { Message } from "../../shared/protocol.ts";

/** Sample records for tests; each names only what its test is about. */
export function agent(over: Partial<Agent> = {}): Agent {
  return {
    id: "a1",
    username: "lihua",
    display_name: "李华",
    role: "agent",
    status: "online",
    capacity: 8,
    active: 0,
    skills: [],
    ...over,
  };
}

export function summary(over: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    conversation_id: "c1",
    channel: "web",
    owner: "agent",
    epoch: 2,
    agent_id: "a1",
    agent_name: "李华",
    customer: { id: "u1", display_name: "陈女士" },
    reason: "angry",
    skill: "complaint",
    priority: 1,
    summary: "派件两天未送达",
    last_seq: 3,
    last_message: { author: "customer", text: "在吗", at: "2026-11-21T08:00:00+00:00" },
    customer_read_seq: 0,
    opened_at: "2026-11-21T07:00:00+00:00",
    changed_at: "2026-11-21T08:00:00+00:00",
    ...over,
  };
}

export function queueItem(over: Partial<QueueItem> = {}): QueueItem {
  return {
    conversation_id: "q1",
    channel: "web",
    reason: "angry",
    skill: "general",
    priority: 1,
    waiting_s: 60,
    summary: "催派",
    ...over,
  };
}

export function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    conversation_id: "c1",
    seq,
    client_id: null,
    author: "customer",
    author_name: null,
    text: `第 ${seq} 条`,
    buttons: [],
    card: null,
    attachments: [],
    at: new Date(Date.UTC(2026, 10, 21, 8, seq)).toISOString(),
    ...over,
  };
}

export function note(over: Partial<Note> = {}): Note {
  return { id: "n1", author_name: "李华", text: "已联系网点", at: "2026-11-21T08:01:30+00:00", ...over };
}

export function promise(over: Partial<PromiseRecord> = {}): PromiseRecord {
  return {
    id: "p1",
    conversation_id: "c1",
    case_number: null,
    text: "半小时内给您答复",
    due_at: "2026-11-21T08:30:00+00:00",
    state: "open",
    made_by: "a1",
    made_at: "2026-11-21T08:00:00+00:00",
    renewals: 0,
    due_soon: true,
    ...over,
  };
}

export function enquiry(over: Partial<Case> = {}): Case {
  return {
    number: "CX112100001",
    kind: "enquiry",
    state: "open",
    summary: "物流停滞",
    waybill: null,
    outlet: "长沙岳麓网点",
    version: 3,
    owner_id: null,
    result: null,
    deadline_at: "2026-11-21T08:30:00+00:00",
    legal_due_at: null,
    facts: [],
    opened_at: "2026-11-21T08:00:00+00:00",
    conversation_id: "c1",
    details: {},
    ...over,
  };
}

export function slot(over: Partial<Slot> = {}): Slot {
  return {
    name: "waybill",
    label: "运单号",
    value: "73100088461257",
    supplied_by: "customer",
    seq: 3,
    verified: false,
    ...over,
  };
}
