import type { Message } from "../../shared/protocol.ts";
import { completeUpTo } from "../store/threads.ts";
import { debounced } from "./debounce.ts";
import type { Desk } from "./desk.ts";

/** Milliseconds after a customer's message before the packet is read again; a burst reads it once. */
const PACKET_DEBOUNCE_MS = 1_500;

/** Opens conversations and keeps what is open complete. */
export class Threads {
  private readonly catchingUp = new Map<string, Promise<void>>();
  private readonly packetStale = debounced(() => this.refreshSelectedPacket(), PACKET_DEBOUNCE_MS);

  constructor(
    private readonly desk: Desk,
    private readonly isVisible: () => boolean = () => document.visibilityState === "visible",
  ) {}

  /** Shows a conversation; `null` shows none. */
  async open(id: string | null): Promise<void> {
    const { store, realtime } = this.desk;
    store.dispatch({ type: "ui.selected", id });
    realtime.watch(id);
    if (id) await this.refresh(id);
    this.seen();
  }

  /** Everything about an open conversation is fetched again: after opening, claiming and reconnecting. */
  async refresh(id: string): Promise<void> {
    await Promise.all([this.summary(id), this.catchUp(id), this.packet(id), this.notes(id)]);
  }

  /** It is followed too: a page that was opened at its address has not asked for that yet. */
  async refreshSelected(): Promise<void> {
    const id = this.desk.store.state.ui.selected;
    this.desk.realtime.watch(id);
    if (id) await this.refresh(id);
  }

  /** Fetches what came after the last known `seq`. Calls for one conversation share one fetch. */
  catchUp(id: string): Promise<void> {
    const running = this.catchingUp.get(id);
    if (running) return running;
    const fetching = this.fetchMessages(id).finally(() => this.catchingUp.delete(id));
    this.catchingUp.set(id, fetching);
    return fetching;
  }

  /** A message that the desk has stored: it is shown at once, and a gap before it is fetched. */
  async received(message: Message): Promise<void> {
    const { store } = this.desk;
    const { conversation_id: id, seq } = message;
    const missing = (): boolean => completeUpTo(store.state.threads[id]) < seq;
    if (store.state.threads[id]?.load === "ready")
      store.dispatch({ type: "thread.loaded", id, messages: [message] });
    if (missing()) await this.catchUp(id);
    // A fetch that was already running may have been answered before this message was stored.
    if (missing()) await this.catchUp(id);
    if (message.author === "customer") this.customerWrote(id);
    this.seen();
  }

  async packet(id: string): Promise<void> {
    const { store, api } = this.desk;
    store.dispatch({ type: "packet.loading", id });
    try {
      store.dispatch({ type: "packet.loaded", packet: await api.packet(id) });
    } catch (error) {
      this.desk.quietly(error);
      store.dispatch({ type: "packet.failed", id });
    }
  }

  /** What is on screen in a visible window counts as read by the agent. */
  seen(): void {
    const { store } = this.desk;
    const { selected } = store.state.ui;
    if (selected && this.isVisible()) store.dispatch({ type: "thread.seen", id: selected });
  }

  private customerWrote(id: string): void {
    this.desk.store.dispatch({ type: "live.typing", id, on: false });
    if (id === this.desk.store.state.ui.selected) this.packetStale();
  }

  private refreshSelectedPacket(): void {
    const id = this.desk.store.state.ui.selected;
    if (id) void this.packet(id);
  }

  private async fetchMessages(id: string): Promise<void> {
    const { store, api } = this.desk;
    store.dispatch({ type: "thread.loading", id });
    try {
      const messages = await api.messages(id, completeUpTo(store.state.threads[id]));
      store.dispatch({ type: "thread.loaded", id, messages });
    } catch (error) {
      this.desk.quietly(error);
      if (store.state.threads[id]?.load !== "ready") store.dispatch({ type: "thread.failed", id });
    }
  }

  private async summary(id: string): Promise<void> {
    try {
      const summary = await this.desk.api.conversation(id);
      this.desk.store.dispatch({ type: "conversation.changed", summary });
    } catch (error) {
      const { status } = this.desk.quietly(error);
      if (status === 404) this.desk.report(error);
      // 403: it went to a colleague, which is nothing to complain about; there is only nothing left to show.
      const gone = status === 403 || status === 404;
      if (gone && this.desk.store.state.ui.selected === id) await this.open(null);
    }
  }

  private async notes(id: string): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "notes.loaded", id, notes: await this.desk.api.notes(id) });
    } catch (error) {
      this.desk.quietly(error);
    }
  }
}
