import type { ConversationSummary, QueueItem } from "../../shared/conversations.ts";
import type { Message } from "../../shared/protocol.ts";
import type { Action } from "./actions.ts";
import type { ListsState, Load, Tab } from "./state.ts";

type Summaries = ListsState["summaries"];
type LoadKey = "queueLoad" | "mineLoad" | "allLoad";

const LOAD_KEYS: Record<Tab, LoadKey> = { queue: "queueLoad", mine: "mineLoad", all: "allLoad" };

/** The conversations that the agent sees in lists. `myId` decides which of them are the agent's own. */
export function reduceLists(lists: ListsState, action: Action, myId: string | null): ListsState {
  switch (action.type) {
    case "list.loading":
      return lists[LOAD_KEYS[action.list]] === "ready" ? lists : withLoad(lists, action.list, "loading");
    case "list.failed":
      return lists[LOAD_KEYS[action.list]] === "ready" ? lists : withLoad(lists, action.list, "failed");
    case "queue.loaded":
      return queueLoaded(lists, action.items, action.summaries, action.at);
    case "mine.loaded":
      return listLoaded(lists, "mine", action.summaries, (one) => isMine(one, myId));
    case "all.loaded":
      return listLoaded(lists, "all", action.summaries, () => true);
    case "thread.loaded":
      return { ...lists, summaries: withLatest(lists.summaries, action.messages.at(-1)) };
    case "conversation.changed":
      return { ...lists, summaries: merged(lists.summaries, [action.summary]) };
    default:
      return lists;
  }
}

/** Whether the agent with this id owns the conversation now. */
export function isMine(summary: ConversationSummary | undefined, myId: string | null): boolean {
  return summary?.owner === "agent" && summary.agent_id === myId;
}

function withLoad(lists: ListsState, list: Tab, load: Load): ListsState {
  return { ...lists, [LOAD_KEYS[list]]: load };
}

function queueLoaded(
  lists: ListsState,
  queue: QueueItem[],
  summaries: ConversationSummary[],
  at: number,
): ListsState {
  const next = listLoaded(lists, "queue", summaries, (one) => one.owner === "queue");
  const firstLoad = lists.queueLoad !== "ready";
  const arrivals = queue.map(({ conversation_id: id }): [string, number] => [
    id,
    lists.arrivedAt[id] ?? (firstLoad ? 0 : at),
  ]);
  return { ...next, queue, queueAt: at, arrivedAt: Object.fromEntries(arrivals) };
}

/** A fetched list is the whole truth about its part: what is `inList` here but not in the answer has moved on. */
function listLoaded(
  lists: ListsState,
  list: Tab,
  fetched: ConversationSummary[],
  inList: (summary: ConversationSummary) => boolean,
): ListsState {
  const ids = new Set(fetched.map((summary) => summary.conversation_id));
  const kept = Object.values(lists.summaries).filter((one) => ids.has(one.conversation_id) || !inList(one));
  const summaries = merged(byId(kept), fetched);
  return withLoad({ ...lists, summaries }, list, "ready");
}

function byId(summaries: ConversationSummary[]): Summaries {
  return Object.fromEntries(summaries.map((summary) => [summary.conversation_id, summary]));
}

function merged(known: Summaries, news: ConversationSummary[]): Summaries {
  const fresh = news.map((summary) => newer(known[summary.conversation_id], summary));
  return { ...known, ...byId(fresh) };
}

/** Answers and events overtake each other; epoch and then `last_seq` tell which one is the later truth. */
function newer(known: ConversationSummary | undefined, news: ConversationSummary): ConversationSummary {
  if (!known) return news;
  const stale = news.epoch < known.epoch || (news.epoch === known.epoch && news.last_seq < known.last_seq);
  const customer_read_seq = Math.max(news.customer_read_seq, known.customer_read_seq);
  return { ...(stale ? known : news), customer_read_seq };
}

/** A new message is told as a message only; the list shows it too. */
function withLatest(known: Summaries, message: Message | undefined): Summaries {
  const summary = message && known[message.conversation_id];
  if (!summary || message.seq <= summary.last_seq) return known;
  const { author, text, at, seq } = message;
  const news = { ...summary, last_seq: seq, last_message: { author, text, at } };
  return { ...known, [message.conversation_id]: news };
}
