import type { PromiseRecord } from "./cases.ts";
import type { ConversationSummary } from "./conversations.ts";
import type { Alert } from "./reports.ts";

/**
 * The words between browser and desk over socket.io: docs/contracts.md §1 (namespace `/`) and §2 (namespace `/agents`).
 * A Python test compares the names below with the desk's enum, so every event name lives in `EVENTS` and nowhere else.
 */
export const EVENTS = {
  customer: {
    JOIN: "qt_join",
    SEND: "qt_send",
    SYNC: "qt_sync",
    HUMAN: "qt_human",
    TYPING: "qt_typing",
    READ: "qt_read",
    MESSAGE: "qt_message",
    CONVERSATION: "qt_conversation",
  },
  agents: {
    QUEUE_CHANGED: "queue_changed",
    CONVERSATION_CHANGED: "conversation_changed",
    MESSAGE: "message",
    TYPING: "typing",
    PROMISE_DUE: "promise_due",
    ALERTS_CHANGED: "alerts_changed",
    WATCH: "watch",
    UNWATCH: "unwatch",
  },
} as const;

/** The socket.io namespaces that carry the events above. */
export const NAMESPACES = { customer: "/", agents: "/agents" } as const;

/** Characters that one message may have at most (`message_too_long` beyond it). */
export const MAX_MESSAGE_LENGTH = 4000;

export type Lang = "zh-CN" | "en";
export type Owner = "bot" | "queue" | "agent" | "closed";
export type Author = "customer" | "bot" | "agent" | "system";

/** A quick reply that the bot offers; `payload` goes back to the desk unchanged. */
export interface Button {
  title: string;
  payload: string;
}

export type AttachmentKind = "image" | "voice" | "video" | "file";

/** A picture or file of a message; `url` is a path of the desk that works for some minutes, `size` is in bytes. */
export interface Attachment {
  id: string;
  kind: AttachmentKind;
  media_type: string;
  name: string;
  size: number;
  url: string;
}

/** One stored message. `seq` runs 1, 2, 3… without gaps in its conversation; `at` is ISO 8601 in UTC. */
export interface Message {
  conversation_id: string;
  seq: number;
  client_id: string | null;
  author: Author;
  author_name: string | null;
  text: string;
  buttons: Button[];
  card: Record<string, unknown> | null;
  attachments: Attachment[];
  at: string;
}

/** What a customer may know about their conversation. `queue_position` is 1 for the next in line. */
export interface Conversation {
  id: string;
  owner: Owner;
  agent_name: string | null;
  queue_position: number | null;
  last_seq: number;
  opened_at: string;
}

export type CustomerErrorCode =
  | "empty_message"
  | "message_too_long"
  | "bad_request"
  | "not_joined"
  | "unknown_conversation"
  | "too_many_messages";

/** The refusal that any acknowledgement may carry instead of its result. */
export interface Refusal {
  ok: false;
  error: CustomerErrorCode | (string & {});
  message: string;
}
export type Ack<Result> = (Result & { ok: true }) | Refusal;

export interface JoinRequest {
  token: string | null;
  lang: Lang;
  page?: { url: string; title: string };
  /** The site's signed word about who this is. */
  identity?: string;
  /** What the customer wrote into the form before the chat. */
  profile?: Profile;
}
export interface Profile {
  name?: string;
  phone?: string;
}
/** What became of the identity that was shown. */
export type Recognition = { ok: true; name: string | null } | Refusal;
export interface JoinResult {
  token: string;
  /** For what goes beside the socket, such as uploads. */
  access: string;
  /** As whom the browser goes on; another one has other conversations. */
  customer: string;
  identity: Recognition | null;
  conversation: Conversation | null;
  messages: Message[];
  /** The most bytes of an attachment, by its kind. */
  limits?: Record<AttachmentKind, number>;
}
export interface SendRequest {
  client_id: string;
  text: string;
  payload?: string;
  attachments?: string[];
}
export interface SendResult {
  conversation_id: string;
  seq: number;
  client_id: string;
  at: string;
}
export interface SyncRequest {
  conversation_id: string;
  after: number;
}
export interface SyncResult {
  conversation: Conversation;
  messages: Message[];
}
export interface HumanRequest {
  client_id: string;
}
export interface HumanResult {
  conversation: Conversation;
}
export interface ReadNotice {
  conversation_id: string;
  seq: number;
}
export interface CustomerTypingNotice {
  on: boolean;
}
export interface TypingNotice {
  by: "bot" | "agent";
  on: boolean;
}

/** socket.io-client listener map for namespace `/`: `Socket<CustomerServerEvents, CustomerClientEvents>`. */
export interface CustomerServerEvents {
  qt_message: (message: Message) => void;
  qt_conversation: (conversation: Conversation) => void;
  qt_typing: (notice: TypingNotice) => void;
}
export interface CustomerClientEvents {
  qt_join: (request: JoinRequest, ack: (reply: Ack<JoinResult>) => void) => void;
  qt_send: (request: SendRequest, ack: (reply: Ack<SendResult>) => void) => void;
  qt_sync: (request: SyncRequest, ack: (reply: Ack<SyncResult>) => void) => void;
  qt_human: (request: HumanRequest, ack: (reply: Ack<HumanResult>) => void) => void;
  qt_typing: (notice: CustomerTypingNotice) => void;
  qt_read: (notice: ReadNotice) => void;
}

export interface ConversationRef {
  conversation_id: string;
}
export interface AgentTypingNotice extends ConversationRef {
  on: boolean;
}

/** `due_soon`: the agent is to act before the customer hears that it takes longer. `missed`: put off too often. */
export interface PromiseNotice extends PromiseRecord {
  notice: "due_soon" | "missed";
}

/** Abnormal situations at outlets changed; `raised` are the new ones. */
export interface AlertsNotice {
  raised: Alert[];
}

/** socket.io-client listener map for namespace `/agents`: `Socket<AgentServerEvents, AgentClientEvents>`. */
export interface AgentServerEvents {
  queue_changed: (nothing: Record<string, never>) => void;
  conversation_changed: (summary: ConversationSummary) => void;
  message: (message: Message) => void;
  typing: (notice: AgentTypingNotice) => void;
  promise_due: (notice: PromiseNotice) => void;
  alerts_changed: (notice: AlertsNotice) => void;
}
export interface AgentClientEvents {
  watch: (request: ConversationRef, ack: (reply: Ack<Record<never, never>>) => void) => void;
  unwatch: (request: ConversationRef, ack: (reply: Ack<Record<never, never>>) => void) => void;
  typing: (notice: AgentTypingNotice) => void;
}
