import type { Tab } from "../store/state.ts";
import { debounced } from "./debounce.ts";
import type { Desk } from "./desk.ts";
import type { Threads } from "./threads.ts";

/** Milliseconds in which several `queue_changed` become one fetch. */
const QUEUE_DEBOUNCE_MS = 150;

/** Keeps the three lists true. */
export class Lists {
  /** Fetches the queue soon; a burst of calls becomes one fetch. */
  readonly queueChanged = debounced(() => this.refreshQueue(), QUEUE_DEBOUNCE_MS);

  constructor(
    private readonly desk: Desk,
    private readonly threads: Threads,
    private readonly now: () => number = Date.now,
  ) {}

  async refreshAll(): Promise<void> {
    await Promise.all([this.refreshQueue(), this.refreshMine(), this.refreshEverything()]);
  }

  refresh(list: Tab): Promise<void> {
    if (list === "queue") return this.refreshQueue();
    return list === "mine" ? this.refreshMine() : this.refreshEverything();
  }

  async refreshQueue(): Promise<void> {
    const { api, store } = this.desk;
    await this.loading("queue", async () => {
      const [items, summaries] = await Promise.all([api.queue(), api.conversations("queue")]);
      store.dispatch({ type: "queue.loaded", items, summaries, at: this.now() });
    });
  }

  /** The agent's own conversations are kept loaded, so that switching is instant and unread counts are true. */
  async refreshMine(): Promise<void> {
    const { api, store } = this.desk;
    await this.loading("mine", async () => {
      const summaries = await api.conversations("me");
      store.dispatch({ type: "mine.loaded", summaries });
      await Promise.all(summaries.map((summary) => this.threads.catchUp(summary.conversation_id)));
    });
  }

  /** Only supervisors have this list. */
  async refreshEverything(): Promise<void> {
    const { api, store } = this.desk;
    if (store.state.session.me?.role !== "supervisor") return;
    await this.loading("all", async () => {
      store.dispatch({ type: "all.loaded", summaries: await api.conversations("all") });
    });
  }

  private async loading(list: Tab, fetch: () => Promise<void>): Promise<void> {
    this.desk.store.dispatch({ type: "list.loading", list });
    try {
      await fetch();
    } catch (error) {
      this.desk.quietly(error);
      this.desk.store.dispatch({ type: "list.failed", list });
    }
  }
}
