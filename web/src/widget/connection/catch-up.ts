import { EVENTS } from "../../shared/protocol.ts";
import { currentThread } from "../state/state.ts";
import type { ChatStore } from "../state/store.ts";
import { contiguousSeq, hasGap, type Thread } from "../state/thread.ts";
import { ACK_TIMEOUT_MS, type DeskSocket } from "./desk-link.ts";

/** Messages that overtook each other usually fill the gap themselves within this time. */
const SETTLE_MS = 300;
const MAX_ROUNDS = 5;
/** Addresses of pictures end after a quarter of an hour; before that they are fetched again with their messages. */
export const RENEW_MS = 10 * 60 * 1000;

/** Watches the conversation for missing messages and fetches them with `qt_sync`. */
export class CatchUp {
  readonly #store: ChatStore;
  readonly #socket: DeskSocket;
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rounds = 0;
  #renewedAt = Date.now();

  constructor(store: ChatStore, socket: DeskSocket) {
    this.#store = store;
    this.#socket = socket;
    this.#stop = store.subscribe((state, before) => {
      if (state.threads !== before.threads || state.conversation !== before.conversation) this.#look();
    });
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#timer);
  }

  /** Asks whether anything is new, gap or not: a phone that slept may have missed a push. */
  async sync(): Promise<void> {
    const thread = currentThread(this.#store.state);
    if (!thread || this.#store.state.link !== "online") return;
    const oldest = this.#agedFrom(thread);
    const after = oldest ?? contiguousSeq(thread);
    const request = { conversation_id: thread.conversationId, after };
    try {
      const reply = await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck(EVENTS.customer.SYNC, request);
      if (!reply.ok) return;
      if (oldest !== null) this.#renewedAt = Date.now();
      this.#store.dispatch({ type: "messages", messages: reply.messages });
      this.#store.dispatch({ type: "conversation", conversation: reply.conversation });
    } catch {
      // The connection broke or the desk is slow; the next join or the next message asks again.
    }
  }

  /** The `seq` before the first message whose pictures have addresses that may have ended; null while all are new. */
  #agedFrom(thread: Thread): number | null {
    if (Date.now() - this.#renewedAt < RENEW_MS) return null;
    const first = thread.messages.find((message) => message.attachments.length > 0);
    return first ? Math.min(first.seq - 1, contiguousSeq(thread)) : null;
  }

  #look(): void {
    if (!this.#gap()) {
      this.#rounds = 0;
      return;
    }
    if (this.#timer !== undefined || this.#rounds >= MAX_ROUNDS) return;
    this.#timer = setTimeout(() => void this.#fill(), SETTLE_MS);
  }

  async #fill(): Promise<void> {
    if (this.#gap()) {
      this.#rounds += 1;
      await this.sync();
    }
    this.#timer = undefined;
    if (this.#store.state.link === "online") this.#look();
  }

  #gap(): boolean {
    const { state } = this.#store;
    const thread = currentThread(state);
    const lastSeq = state.conversation?.id === thread?.conversationId ? state.conversation?.last_seq : 0;
    return thread !== null && hasGap(thread, lastSeq);
  }
}
