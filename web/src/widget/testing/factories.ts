import type { Conversation, JoinResult, Message } from "../../shared/protocol.ts";
import type { Draft, OutboxEntry } from "../state/outbox.ts";

/** Noon of an ordinary day plus `seq` minutes, so that messages lie apart without being far apart. */
export function minute(seq: number): string {
  return new Date(Date.UTC(2026, 10, 21, 12, seq)).toISOString();
}

export function message(traits: Partial<Message> = {}): Message {
  const seq = traits.seq ?? 1;
  return {
    conversation_id: "c1",
    seq,
    client_id: null,
    author: "bot",
    author_name: null,
    text: `message ${seq}`,
    buttons: [],
    card: null,
    attachments: [],
    at: minute(seq),
    ...traits,
  };
}

export function conversation(traits: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    owner: "bot",
    agent_name: null,
    queue_position: null,
    last_seq: 0,
    opened_at: minute(0),
    ...traits,
  };
}

export function joinResult(traits: Partial<JoinResult> = {}): JoinResult {
  return {
    token: "t",
    access: "t",
    customer: "v1",
    identity: null,
    conversation: conversation(),
    messages: [],
    ...traits,
  };
}

export function draft(clientId: string, traits: Partial<Draft> = {}): Draft {
  return { clientId, kind: "text", text: `text of ${clientId}`, payload: null, ...traits };
}

export function entry(clientId: string, traits: Partial<OutboxEntry> = {}): OutboxEntry {
  return { ...draft(clientId), order: 1, attempts: 0, state: "sending", reason: null, mine: true, ...traits };
}
