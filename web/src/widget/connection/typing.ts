import { EVENTS } from "../../shared/protocol.ts";
import type { ChatStore } from "../state/store.ts";
import type { DeskSocket } from "./desk-link.ts";

/** The desk forgets a typing customer after a while, so a long text says it again. */
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;
/** A typing indicator whose end got lost must not stay for ever; the bot's own time limit is shorter. */
const THEIR_LIMIT_MS = 30_000;

/** Tells a human agent that the customer is typing, and takes down a forgotten indicator of the other side. */
export class Typing {
  readonly #store: ChatStore;
  readonly #socket: DeskSocket;
  readonly #stop: () => void;
  #saidAt = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #theirs: ReturnType<typeof setTimeout> | undefined;

  constructor(store: ChatStore, socket: DeskSocket) {
    this.#store = store;
    this.#socket = socket;
    this.#stop = store.subscribe((state, before) => {
      if (state.typing !== before.typing) this.#watchTheirs(state.typing !== null);
    });
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#idle);
    clearTimeout(this.#theirs);
  }

  /** Called on every change of the input; `on` is false when it is empty or was sent. */
  update(on: boolean): void {
    clearTimeout(this.#idle);
    if (on) {
      this.#idle = setTimeout(() => this.#say(false), IDLE_MS);
      if (Date.now() - this.#saidAt >= REPEAT_MS) this.#say(true);
    } else if (this.#saidAt > 0) {
      this.#say(false);
    }
  }

  #say(on: boolean): void {
    const { conversation, link } = this.#store.state;
    // The assistant waits for the end of a burst, an agent sees that more comes.
    const listens = conversation?.owner === "agent" || conversation?.owner === "bot";
    if (link !== "online" || !listens) return;
    this.#saidAt = on ? Date.now() : 0;
    this.#socket.emit(EVENTS.customer.TYPING, { on });
  }

  #watchTheirs(on: boolean): void {
    clearTimeout(this.#theirs);
    if (on) this.#theirs = setTimeout(() => this.#store.dispatch({ type: "typing_over" }), THEIR_LIMIT_MS);
  }
}
