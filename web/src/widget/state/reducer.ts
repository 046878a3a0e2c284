import type {
  Attachment,
  Conversation,
  JoinResult,
  Message,
  SendResult,
  TypingNotice,
} from "../../shared/protocol.ts";
import {
  adoptAll,
  type Draft,
  enqueue,
  markAttempt,
  markFailed,
  markUploaded,
  type Outbox,
  type OutboxEntry,
  remove,
  restore,
  retry,
} from "./outbox.ts";
import type { ChatState, Link, ReadMark } from "./state.ts";
import { merge, newThread, type Thread } from "./thread.ts";

export type Action =
  | { type: "link"; link: Link }
  | { type: "joined"; result: JoinResult; sameVisitor: boolean }
  | { type: "messages"; messages: readonly Message[] }
  | { type: "conversation"; conversation: Conversation }
  | { type: "typing"; notice: TypingNotice }
  | { type: "typing_over" }
  | { type: "read"; mark: ReadMark }
  | { type: "draft"; draft: Draft; now: number }
  | { type: "restore"; entries: Outbox; now: number }
  | { type: "attempt"; clientId: string }
  | { type: "upload"; clientId: string; part: number }
  | { type: "uploaded"; clientId: string; index: number; attachment: Attachment | null }
  | { type: "delivered"; entry: OutboxEntry; result: SendResult }
  | { type: "failed"; clientId: string; reason: string | null }
  | { type: "retry"; clientId: string; now: number }
  | { type: "drop"; clientId: string };

export function initialState(): ChatState {
  return {
    link: "idle",
    conversation: null,
    threads: [],
    outbox: [],
    typing: null,
    read: null,
    upload: null,
  };
}

/** The next state. Pure: times and ids come with the action. */
export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case "link":
      return withLink(state, action.link);
    case "joined":
      return withJoin(state, action.result, action.sameVisitor);
    case "messages":
      return withMessages(state, action.messages);
    case "conversation":
      return withConversation(state, action.conversation);
    case "typing":
      return withTyping(state, action.notice);
    case "typing_over":
      return state.typing === null ? state : { ...state, typing: null };
    case "read":
      return withRead(state, action.mark);
    case "restore":
      return withKept(state, action.entries, action.now);
    case "upload":
      return { ...state, upload: { clientId: action.clientId, part: action.part } };
    case "delivered":
      return withDelivery(state, action.entry, action.result);
    default:
      return withOutbox(state, changeOutbox(state.outbox, action));
  }
}

type OutboxAction = Extract<Action, { type: "draft" | "attempt" | "uploaded" | "failed" | "retry" | "drop" }>;

function changeOutbox(outbox: Outbox, action: OutboxAction): Outbox {
  switch (action.type) {
    case "draft":
      return enqueue(outbox, action.draft, action.now);
    case "attempt":
      return markAttempt(outbox, action.clientId);
    case "uploaded":
      return markUploaded(outbox, action.clientId, action.index, action.attachment);
    case "failed":
      return markFailed(outbox, action.clientId, action.reason);
    case "retry":
      return retry(outbox, action.clientId, action.now);
    case "drop":
      return remove(outbox, [action.clientId]);
  }
}

function withOutbox(state: ChatState, outbox: Outbox): ChatState {
  return outbox === state.outbox ? state : { ...state, outbox };
}

/** Another tab's note about a message may come later than the message itself; what is stored is not unsent. */
function withKept(state: ChatState, entries: Outbox, now: number): ChatState {
  const stored = state.threads.flatMap((thread) => thread.messages.map((message) => message.client_id));
  return withOutbox(state, restore(state.outbox, remove(entries, stored), now));
}

function withLink(state: ChatState, link: Link): ChatState {
  if (state.link === link) return state;
  return { ...state, link, typing: link === "online" ? state.typing : null };
}

/** A join answers with the whole truth of this visitor; a new visitor has no share in earlier threads. */
function withJoin(state: ChatState, result: JoinResult, sameVisitor: boolean): ChatState {
  const kept: ChatState = sameVisitor ? state : { ...state, threads: [], read: null };
  const { conversation } = result;
  const floor = (result.messages[0]?.seq ?? 1) - 1;
  const threads = conversation ? openThread(kept.threads, conversation.id, floor) : kept.threads;
  const joined = { ...kept, link: "online" as const, conversation, threads, outbox: adoptAll(kept.outbox) };
  return withMessages(joined, result.messages);
}

function withConversation(state: ChatState, conversation: Conversation): ChatState {
  return { ...state, conversation, threads: openThread(state.threads, conversation.id) };
}

function withMessages(state: ChatState, messages: readonly Message[]): ChatState {
  let threads = state.threads;
  for (const { conversation_id } of messages) threads = openThread(threads, conversation_id);
  threads = threads.map((thread) => merge(thread, messages));
  const answered = messages.some((message) => message.author === state.typing);
  return {
    ...state,
    threads,
    typing: answered ? null : state.typing,
    outbox: remove(
      state.outbox,
      messages.map((message) => message.client_id),
    ),
  };
}

function openThread(threads: readonly Thread[], conversationId: string, floor = 0): readonly Thread[] {
  const known = threads.some((thread) => thread.conversationId === conversationId);
  return known ? threads : [...threads, newThread(conversationId, floor)];
}

/** The acknowledgement may overtake the desk's own copy of the message: until that comes ours stands in. */
function withDelivery(state: ChatState, entry: OutboxEntry, result: SendResult): ChatState {
  const thread = state.threads.find((each) => each.conversationId === result.conversation_id);
  const known = thread?.messages.some((message) => message.seq === result.seq);
  if (known) return withOutbox(state, remove(state.outbox, [entry.clientId]));
  return withMessages(state, [standIn(entry, result)]);
}

function standIn(entry: OutboxEntry, result: SendResult): Message {
  return {
    conversation_id: result.conversation_id,
    seq: result.seq,
    client_id: entry.clientId,
    author: "customer",
    author_name: null,
    text: entry.text,
    buttons: [],
    card: null,
    attachments: (entry.files ?? []).flatMap(({ stored }) => stored ?? []),
    at: result.at,
  };
}

function withTyping(state: ChatState, notice: TypingNotice): ChatState {
  if (notice.on) return { ...state, typing: notice.by };
  return state.typing === notice.by ? { ...state, typing: null } : state;
}

function withRead(state: ChatState, mark: ReadMark): ChatState {
  const { read } = state;
  if (read && read.conversationId === mark.conversationId && read.seq >= mark.seq) return state;
  return { ...state, read: mark };
}
