import type { ConversationSummary, QueueItem } from "../../shared/conversations.ts";
import type { Message } from "../../shared/protocol.ts";
import { isMine } from "../store/lists.ts";
import type { State, Tab, Thread } from "../store/state.ts";
import { unreadCount } from "../store/threads.ts";

/** One line of a list, ready to be drawn. */
export interface Row {
  id: string;
  /** Null until the conversation itself was fetched; the queue alone names no customer. */
  customer: string | null;
  channel: string;
  reason: string | null;
  priority: number;
  owner: ConversationSummary["owner"];
  agentName: string | null;
  summary: string;
  last: ConversationSummary["last_message"];
  unread: number;
  /** Milliseconds since the epoch from which the customer waits for a person; null when nobody waits. */
  waitingSince: number | null;
  /** When the first of the promises to the customer that are due soon falls due. */
  dueAt: string | null;
  /** A reply that has not reached the desk; the agent may be looking elsewhere. */
  unsent: string | null;
  /** When it first appeared in the queue here, in milliseconds since the epoch; 0 when that is no news. */
  arrivedAt: number;
}

/** The rows of one tab, in the order in which they are shown. */
export function rows(state: State, tab: Tab): Row[] {
  if (tab === "queue") return state.lists.queue.map((item) => queueRow(state, item));
  return tab === "mine" ? mine(state) : all(state);
}

export function mineCount(state: State): number {
  const me = state.session.me?.id ?? null;
  return Object.values(state.lists.summaries).filter((summary) => isMine(summary, me)).length;
}

/** Unread customer messages in the agent's own conversations: the number in the window's title. */
export function unreadTotal(state: State): number {
  return mine(state).reduce((sum, row) => sum + row.unread, 0);
}

function mine(state: State): Row[] {
  const me = state.session.me?.id ?? null;
  const own = Object.values(state.lists.summaries).filter((summary) => isMine(summary, me));
  return own.map((summary) => summaryRow(state, summary)).sort(byNeed);
}

function all(state: State): Row[] {
  const open = Object.values(state.lists.summaries).filter((summary) => summary.owner !== "closed");
  const newestFirst = open.sort((one, other) => Date.parse(other.changed_at) - Date.parse(one.changed_at));
  return newestFirst.map((summary) => {
    const waiting = state.lists.queue.find((item) => item.conversation_id === summary.conversation_id);
    return waiting ? queueRow(state, waiting) : summaryRow(state, summary);
  });
}

/**
 * Who waits for an answer comes first, as in the queue: the most urgent on top, then the longest wait.
 * Then those whom something is promised, the first due on top; the others follow, the latest on top.
 */
function byNeed(one: Row, other: Row): number {
  const wait = (row: Row): number => row.waitingSince ?? Number.POSITIVE_INFINITY;
  const bothWait = one.waitingSince !== null && other.waitingSince !== null;
  if (bothWait && one.priority !== other.priority) return one.priority - other.priority;
  if (wait(one) !== wait(other)) return wait(one) - wait(other);
  const due = (row: Row): number => (row.dueAt ? Date.parse(row.dueAt) : Number.POSITIVE_INFINITY);
  if (due(one) !== due(other)) return due(one) - due(other);
  return Date.parse(other.last?.at ?? "") - Date.parse(one.last?.at ?? "") || 0;
}

function queueRow(state: State, item: QueueItem): Row {
  const summary = state.lists.summaries[item.conversation_id];
  return {
    id: item.conversation_id,
    customer: summary?.customer.display_name ?? null,
    channel: item.channel,
    reason: item.reason,
    priority: item.priority,
    owner: "queue",
    agentName: null,
    summary: item.summary,
    last: summary?.last_message ?? null,
    unread: 0,
    waitingSince: state.lists.queueAt - item.waiting_s * 1000,
    dueAt: null,
    unsent: null,
    arrivedAt: state.lists.arrivedAt[item.conversation_id] ?? 0,
  };
}

function summaryRow(state: State, summary: ConversationSummary): Row {
  const thread = state.threads[summary.conversation_id];
  return {
    id: summary.conversation_id,
    customer: summary.customer.display_name,
    channel: summary.channel,
    reason: summary.reason,
    priority: summary.priority,
    owner: summary.owner,
    agentName: summary.agent_name,
    summary: summary.summary,
    last: summary.last_message,
    unread: unreadCount(thread),
    waitingSince: summary.owner === "agent" ? unansweredSince(summary, thread) : null,
    dueAt: dueFirst(state, summary.conversation_id),
    unsent: thread?.outgoing.find((one) => one.state === "failed")?.text ?? null,
    arrivedAt: 0,
  };
}

/** The agent's promises come from the desk with the most urgent first. */
function dueFirst({ work }: State, id: string): string | null {
  return work.due.find((promise) => promise.conversation_id === id)?.due_at ?? null;
}

/**
 * Since when the customer waits for a person's answer. Neither a notice, such as who took over, nor the assistant's
 * 「我请同事来处理」 is one: an angry customer who was just taken from the queue still waits.
 * A colleague's transcript is not loaded; there the last message has to do.
 */
function unansweredSince(
  { last_message: last }: ConversationSummary,
  thread: Thread | undefined,
): number | null {
  if (thread?.load !== "ready") return last?.author === "customer" ? Date.parse(last.at) : null;
  const { messages } = thread;
  const latest = messages.findLastIndex(({ author }) => author === "customer");
  if (messages.slice(latest + 1).some(({ author }) => author === "agent")) return null;
  const answered = messages.slice(0, latest + 1).findLastIndex(isAnswer);
  const first = messages.slice(answered + 1, latest + 1).find(({ author }) => author === "customer");
  return first ? Date.parse(first.at) : null;
}

function isAnswer({ author }: Message): boolean {
  return author === "agent" || author === "bot";
}
