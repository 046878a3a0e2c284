import type { CloseRequest, ConversationSummary, TransferRequest } from "../../shared/conversations.ts";
import { ApiFailure } from "../api/failure.ts";
import type { Desk } from "./desk.ts";
import type { Lists } from "./lists.ts";
import type { Threads } from "./threads.ts";

/** The acts that change who owns a conversation: claim, transfer, close. */
export class Ownership {
  private readonly claiming = new Set<string>();

  constructor(
    private readonly desk: Desk,
    private readonly lists: Lists,
    private readonly threads: Threads,
  ) {}

  /** Takes a conversation from the queue. A colleague who was faster is normal: a calm notice, a fresh list. */
  async claim(id: string): Promise<void> {
    if (this.claiming.has(id)) return;
    this.claiming.add(id);
    try {
      const summary = await this.desk.api.claim(id);
      this.moved(summary);
      this.desk.store.dispatch({ type: "ui.tab", tab: "mine" });
      this.desk.toast("success", "claim.done", { name: summary.customer.display_name });
      await this.threads.open(id);
    } catch (error) {
      await this.notClaimed(id, error);
    } finally {
      this.claiming.delete(id);
    }
  }

  /** The live line tells who was faster at the conversation on screen; then there is no need to say it again. */
  private async notClaimed(id: string, error: unknown): Promise<void> {
    const { store } = this.desk;
    const lost = error instanceof ApiFailure && error.code === "already_claimed";
    const onScreen = store.state.ui.selected === id;
    const told = onScreen && store.state.lists.summaries[id]?.owner === "agent";
    if (!lost || !told) this.desk.report(error);
    if (lost && onScreen) await this.threads.open(null);
    await this.lists.refreshQueue();
  }

  /** Takes the conversation that is served next, if there is one. */
  async claimNext(): Promise<void> {
    const next = this.desk.store.state.lists.queue[0];
    if (next) await this.claim(next.conversation_id);
  }

  /** Returns whether it was done. */
  async transfer(id: string, request: TransferRequest): Promise<boolean> {
    return this.attempt(async () => {
      this.moved(await this.desk.api.transfer(id, request));
      this.desk.toast("success", "transfer.done");
    });
  }

  /** Returns whether it was done. */
  async close(id: string, request: CloseRequest): Promise<boolean> {
    return this.attempt(async () => {
      this.moved(await this.desk.api.close(id, request));
      this.desk.store.dispatch({ type: "ui.draft", id, mode: "reply", text: "" });
      this.desk.toast("success", request.back_to_bot ? "close.done_bot" : "close.done");
    });
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      this.desk.report(error);
      await this.threads.refreshSelected();
      return false;
    }
  }

  private moved(summary: ConversationSummary): void {
    this.desk.store.dispatch({ type: "conversation.changed", summary });
    this.lists.queueChanged();
    void this.refreshMe();
  }

  /** The desk counts how many conversations the agent holds. */
  private async refreshMe(): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "session.me", me: await this.desk.api.me() });
    } catch (error) {
      this.desk.quietly(error);
    }
  }
}
