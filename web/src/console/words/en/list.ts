import type { Dictionary } from "../../../shared/i18n.ts";
import type { list as zh } from "../zh/list.ts";

/** The lists of conversations. */
export const list: Dictionary<keyof typeof zh> = {
  "nav.label": "Conversations",
  "tab.queue": "Queue",
  "tab.mine": "Mine",
  "tab.all": "All",
  "list.waiting": "Waiting {time}",
  "list.unanswered": "Unanswered {time}",
  "list.with": "With {name}",
  "list.with_bot": "With the bot",
  "list.unread": "{count} unread",
  "list.has_unread": "Unread messages",
  "list.new": "New",
  "list.anonymous": "Customer",
  "list.draft": "Draft",
  "list.failed": "The list could not be loaded",
  "list.retry": "Load again",
  "list.you": "You: ",
  "list.bot": "Bot: ",
  "empty.queue.title": "Nobody is waiting",
  "empty.queue.text": "Customers who need a person appear here at once.",
  "empty.mine.title": "You have no conversations",
  "empty.mine.text": "Take the customer who has waited longest from the queue.",
  "empty.all.title": "No open conversations",
  "empty.all.text": "Conversations with the bot, in the queue and with agents appear here.",
  "empty.none.title": "Choose a conversation",
  "empty.none.text": "Click one on the left, or press Alt+↓ for the next.",
  "empty.none.queue": "{count} waiting in the queue",
  "empty.none.claim": "Take the next",
  "claim.done": "You are now serving {name}",
};
