import { newClientId } from "../../shared/ids.ts";
import { EVENTS, type Lang } from "../../shared/protocol.ts";
import type { OutboxKind } from "../state/outbox.ts";
import { fullyRead, humanRequested } from "../state/selectors.ts";
import { ChatStore } from "../state/store.ts";
import { CatchUp } from "./catch-up.ts";
import { DeskLink } from "./desk-link.ts";
import { Keeper } from "./keeper.ts";
import { BrowserStorage } from "./safe-storage.ts";
import { Sender } from "./sender.ts";
import { Typing } from "./typing.ts";

/** One customer's chat with one desk: what the elements call, and the store that they show. */
export class ChatSession {
  readonly store = new ChatStore();
  readonly #keeper: Keeper;
  readonly #link: DeskLink;
  readonly #sender: Sender;
  readonly #catchUp: CatchUp;
  readonly #typing: Typing;

  /** `origin` of the desk, e.g. `https://desk.example`. */
  constructor(origin: string, lang: () => Lang) {
    this.#keeper = new Keeper(new BrowserStorage(), origin);
    this.#link = new DeskLink(origin, this.store, this.#keeper, lang);
    this.#sender = new Sender(this.store, this.#link.socket, () => void this.#link.join());
    this.#catchUp = new CatchUp(this.store, this.#link.socket);
    this.#typing = new Typing(this.store, this.#link.socket);
    this.#link.onJoined = () => void this.#sender.flush();
    this.store.subscribe((state, before) => this.#keeper.saveOutbox(before.outbox, state.outbox));
  }

  /** Whether this visitor knows the chat: it need not open by itself again. */
  get met(): boolean {
    return this.#keeper.met || this.#keeper.token !== null;
  }

  meet(): void {
    this.#keeper.meet();
  }

  /** Loads what this browser kept; connects at once only for somebody who has been here before. */
  start(): void {
    this.#readKept();
    window.addEventListener("storage", this.#otherTab);
    document.addEventListener("visibilitychange", this.#visible);
    if (this.#keeper.token !== null || this.store.state.outbox.length > 0) this.connect();
  }

  stop(): void {
    window.removeEventListener("storage", this.#otherTab);
    document.removeEventListener("visibilitychange", this.#visible);
    this.#typing.dispose();
    this.#catchUp.dispose();
    this.#sender.dispose();
    this.#link.close();
  }

  connect(): void {
    this.#link.open();
  }

  /** Queues a text; `payload` belongs to a button that the bot offered. Blank text is not sent. */
  send(text: string, payload: string | null = null): void {
    const trimmed = text.trim();
    if (trimmed === "") return;
    this.#typing.update(false);
    this.#enqueue("text", trimmed, payload);
  }

  /** Asks for a person. A second tap while the first is on its way changes nothing. */
  askForHuman(): void {
    if (humanRequested(this.store.state)) return;
    for (const entry of this.store.state.outbox) if (entry.kind === "human") this.discard(entry.clientId);
    this.#enqueue("human", "", null);
  }

  resend(clientId: string): void {
    this.store.dispatch({ type: "retry", clientId, now: Date.now() });
    void this.#sender.flush();
  }

  discard(clientId: string): void {
    this.store.dispatch({ type: "drop", clientId });
  }

  typing(on: boolean): void {
    this.#typing.update(on);
  }

  /** Everything received so far is on the screen: remember it here and tell the desk. */
  markRead(): void {
    const mark = fullyRead(this.store.state);
    const { read, link } = this.store.state;
    if (!mark || link !== "online") return;
    if (read?.conversationId === mark.conversationId && read.seq >= mark.seq) return;
    this.#keeper.read = mark;
    this.store.dispatch({ type: "read", mark });
    this.#link.socket.emit(EVENTS.customer.READ, { conversation_id: mark.conversationId, seq: mark.seq });
  }

  #enqueue(kind: OutboxKind, text: string, payload: string | null): void {
    const draft = { clientId: newClientId(), kind, text, payload };
    this.store.dispatch({ type: "draft", draft, now: Date.now() });
    this.connect();
    void this.#sender.flush();
  }

  #readKept(): void {
    const read = this.#keeper.read;
    if (read) this.store.dispatch({ type: "read", mark: read });
    const entries = this.#keeper.outbox().map((entry) => ({ ...entry, mine: false }));
    this.store.dispatch({ type: "restore", entries, now: Date.now() });
  }

  /** Another tab wrote, sent or read something: show it here too, but leave the sending to that tab. */
  readonly #otherTab = (event: StorageEvent): void => {
    if (!this.#keeper.owns(event.key)) return;
    this.#readKept();
    if (this.#keeper.token !== null) this.connect();
  };

  readonly #visible = (): void => {
    if (document.visibilityState === "visible") void this.#catchUp.sync();
  };
}
