import { unreadCount } from "../state/selectors.ts";
import type { ChatState } from "../state/state.ts";
import type { QiantaiEvents } from "../widget.d.ts";

export type Tell = <Name extends keyof QiantaiEvents>(name: Name, detail: QiantaiEvents[Name]) => void;

/** Tells the page what changed between two states; what was there when the history came is no news. */
export class Announcer {
  readonly #tell: Tell;
  readonly #told = new Map<string, number>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  readonly changed = (state: ChatState, before: ChatState): void => {
    if (state.threads !== before.threads) this.#messages(state, before.link === "online");
    if (state.conversation !== before.conversation) this.#handoff(state, before);
    const count = unreadCount(state);
    if (count !== unreadCount(before)) this.#tell("unread", { count });
    if (state.outbox !== before.outbox) this.#failures(state, before);
  };

  #messages(state: ChatState, live: boolean): void {
    for (const { conversationId, messages } of state.threads) {
      const told = this.#told.get(conversationId);
      for (const { seq, author, text, at } of messages) {
        if (told === undefined ? live : seq > told) {
          this.#tell("message", { conversation_id: conversationId, seq, author, text, at });
        }
      }
      this.#told.set(conversationId, Math.max(told ?? 0, messages.at(-1)?.seq ?? 0));
    }
  }

  #handoff({ conversation }: ChatState, { conversation: old }: ChatState): void {
    if (!conversation || (!old && conversation.owner === "bot")) return;
    const { owner, agent_name: agent, queue_position: position } = conversation;
    if (old?.owner === owner && old.agent_name === agent && old.queue_position === position) return;
    this.#tell("handoff", { owner, agent, position });
  }

  #failures(state: ChatState, before: ChatState): void {
    for (const entry of state.outbox) {
      const old = before.outbox.find(({ clientId }) => clientId === entry.clientId);
      if (entry.state === "failed" && old?.state === "sending") {
        this.#tell("error", { code: "not_sent", message: entry.reason ?? "The desk gave no answer." });
      }
    }
  }
}
