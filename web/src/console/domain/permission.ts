import type { ConversationSummary } from "../../shared/conversations.ts";
import { isMine } from "../store/lists.ts";
import type { Word } from "../words/index.ts";

/** Why the agent may not write to the customer now, in a word of the dictionary; null when they may. */
export function whyNoReply(summary: ConversationSummary | undefined, myId: string | null): Word | null {
  if (!summary) return "composer.blocked_unknown";
  if (isMine(summary, myId)) return null;
  return BLOCKED[summary.owner];
}

const BLOCKED: Record<ConversationSummary["owner"], Word> = {
  queue: "composer.blocked_queue",
  bot: "composer.blocked_bot",
  agent: "composer.blocked_agent",
  closed: "composer.blocked_closed",
};
