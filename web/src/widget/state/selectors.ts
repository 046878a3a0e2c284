import type { Button } from "../../shared/protocol.ts";
import { type ChatState, currentThread, type ReadMark } from "./state.ts";
import { topSeq } from "./thread.ts";

/** What the state line under the company's name says. */
export type Presence =
  | { kind: "bot" | "closed" | "connecting" | "lost" | "offline" }
  | { kind: "queue"; ahead: number | null }
  | { kind: "agent"; name: string | null };

export function presence(state: ChatState): Presence {
  const { conversation, link } = state;
  if (link === "lost" || link === "offline") return { kind: link };
  if (link === "connecting" || link === "joining") return { kind: "connecting" };
  switch (conversation?.owner) {
    case "queue":
      return { kind: "queue", ahead: ahead(conversation.queue_position) };
    case "agent":
      return { kind: "agent", name: conversation.agent_name };
    case "closed":
      return { kind: "closed" };
    default:
      return { kind: "bot" };
  }
}

/** People before the customer: the desk counts places from 1. */
function ahead(position: number | null): number | null {
  return position === null ? null : Math.max(0, position - 1);
}

export function isEmpty(state: ChatState): boolean {
  return state.outbox.length === 0 && state.threads.every((thread) => thread.messages.length === 0);
}

/** A quick reply; without a payload its words are sent as if they were typed. */
export type Reply = Omit<Button, "payload"> & { readonly payload: string | null };

/**
 * Buttons of the bot's latest message, as long as nobody has said anything after it, and the number of the parcel that
 * the page is about (`waybill`, or ""), until the customer has named it.
 */
export function quickReplies(state: ChatState, waybill = ""): readonly Reply[] {
  const { conversation } = state;
  if (conversation && conversation.owner !== "bot") return [];
  if (state.outbox.some((entry) => entry.state === "sending")) return [];
  const spoken = currentThread(state)?.messages.filter((message) => message.author !== "system") ?? [];
  const last = spoken.at(-1);
  const buttons = last?.author === "bot" ? last.buttons : [];
  const named = spoken.some(({ author, text }) => author === "customer" && text.includes(waybill));
  return named || !waybill ? buttons : [...buttons, { title: waybill, payload: null }];
}

/** True from the tap on 转人工 until the desk has answered it. */
export function humanRequested(state: ChatState): boolean {
  return state.outbox.some((entry) => entry.kind === "human" && entry.state === "sending");
}

/** True when the wish for a person could not be passed on. */
export function humanFailed(state: ChatState): boolean {
  return state.outbox.some((entry) => entry.kind === "human" && entry.state === "failed");
}

/** Whether asking for a person makes sense: not while one is there or on the way. */
export function canAskForHuman(state: ChatState): boolean {
  const owner = state.conversation?.owner;
  return owner !== "queue" && owner !== "agent";
}

/** Messages of others above the read mark. */
export function unreadCount(state: ChatState): number {
  const thread = currentThread(state);
  if (!thread) return 0;
  const seen = state.read?.conversationId === thread.conversationId ? state.read.seq : 0;
  return thread.messages.filter((message) => message.seq > seen && message.author !== "customer").length;
}

/** The mark that says "all of this was on the screen", or null when there is nothing. */
export function fullyRead(state: ChatState): ReadMark | null {
  const thread = currentThread(state);
  if (!thread || thread.messages.length === 0) return null;
  return { conversationId: thread.conversationId, seq: topSeq(thread) };
}
