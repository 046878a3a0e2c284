import type { Message } from "../../shared/protocol.ts";
import type { Action } from "./actions.ts";
import { EMPTY_THREAD, type OutgoingMessage, type State, type Thread } from "./state.ts";

type Threads = State["threads"];

/** Messages, notes and packets of the conversations that were opened or that the agent owns. */
export function reduceThreads(threads: Threads, action: Action): Threads {
  switch (action.type) {
    case "thread.loading":
      return change(threads, action.id, (thread) => ({ ...thread, load: busy(thread.load) }));
    case "thread.failed":
      return change(threads, action.id, (thread) => ({ ...thread, load: "failed" }));
    case "thread.loaded":
      return change(threads, action.id, (thread) => withMessages(thread, action.messages));
    case "thread.seen":
      return change(threads, action.id, seenToEnd);
    case "packet.loading":
      return change(threads, action.id, (thread) => ({ ...thread, packetLoad: busy(thread.packetLoad) }));
    case "packet.failed":
      return change(threads, action.id, (thread) => ({ ...thread, packetLoad: "failed" }));
    case "packet.loaded":
      return change(threads, action.packet.conversation_id, (thread) => ({
        ...thread,
        packet: action.packet,
        packetLoad: "ready",
      }));
    case "notes.loaded":
      return change(threads, action.id, (thread) => ({ ...thread, notes: action.notes }));
    case "note.added":
      return change(threads, action.id, (thread) => ({
        ...thread,
        notes: [...thread.notes.filter((note) => note.id !== action.note.id), action.note],
      }));
    default:
      return reduceOutgoing(threads, action);
  }
}

function reduceOutgoing(threads: Threads, action: Action): Threads {
  switch (action.type) {
    case "outgoing.queued":
      return outgoing(threads, action.id, (list) => [...list, action.message]);
    case "outgoing.retried":
      return outgoing(threads, action.id, (list) => marked(list, action.clientId, "sending", null));
    case "outgoing.failed":
      return outgoing(threads, action.id, (list) => marked(list, action.clientId, "failed", action.code));
    case "outgoing.dropped":
      return outgoing(threads, action.id, (list) => list.filter((one) => one.client_id !== action.clientId));
    default:
      return threads;
  }
}

/**
 * The `seq` up to which nothing is missing. It can be less than {@link lastSeq}: the answer to the agent's own
 * message may overtake a customer's message that was stored before it.
 */
export function completeUpTo(thread: Thread | undefined): number {
  const messages = thread?.messages ?? [];
  const gap = messages.findIndex((message, index) => message.seq !== index + 1);
  return gap < 0 ? messages.length : gap;
}

/** The highest `seq` of the thread; 0 while it is empty. */
export function lastSeq(thread: Thread | undefined): number {
  return thread?.messages.at(-1)?.seq ?? 0;
}

/** Customer messages that the agent has not had on screen. */
export function unreadCount(thread: Thread | undefined): number {
  if (!thread || thread.seen === null) return 0;
  const seen = thread.seen;
  return thread.messages.filter((message) => message.author === "customer" && message.seq > seen).length;
}

function change(threads: Threads, id: string, how: (thread: Thread) => Thread): Threads {
  return { ...threads, [id]: how(threads[id] ?? EMPTY_THREAD) };
}

function busy(load: Thread["load"]): Thread["load"] {
  return load === "ready" ? load : "loading";
}

function withMessages(thread: Thread, news: Message[]): Thread {
  const messages = joined(thread.messages, news);
  const arrived = new Set(messages.map((message) => message.client_id));
  const outgoing = thread.outgoing.filter((message) => !arrived.has(message.client_id));
  return { ...thread, load: "ready", messages, outgoing, seen: thread.seen ?? lastAnswered(messages) };
}

/** One message per `seq`, in order, whatever order the news came in. */
function joined(known: readonly Message[], news: Message[]): Message[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of news) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

/** After a page load nobody knows what was read; what an agent has answered has surely been read. */
function lastAnswered(messages: Message[]): number {
  return messages.findLast((message) => message.author === "agent")?.seq ?? 0;
}

function seenToEnd(thread: Thread): Thread {
  const seen = lastSeq(thread);
  return thread.load !== "ready" || thread.seen === seen ? thread : { ...thread, seen };
}

function outgoing(
  threads: Threads,
  id: string,
  how: (list: readonly OutgoingMessage[]) => readonly OutgoingMessage[],
): Threads {
  return change(threads, id, (thread) => ({ ...thread, outgoing: how(thread.outgoing) }));
}

function marked(
  list: readonly OutgoingMessage[],
  clientId: string,
  state: OutgoingMessage["state"],
  code: string | null,
): OutgoingMessage[] {
  return list.map((one) => (one.client_id === clientId ? { ...one, state, code } : one));
}
