import type { ConversationSummary } from "../../shared/conversations.ts";
import type { AgentTypingNotice, AlertsNotice, Message, PromiseNotice } from "../../shared/protocol.ts";
import type { RealtimeHandlers } from "../realtime/client.ts";
import { isMine } from "../store/lists.ts";
import type { Desk } from "./desk.ts";
import type { Lists } from "./lists.ts";
import type { Reports } from "./reports.ts";
import type { Threads } from "./threads.ts";
import type { Work } from "./work.ts";

/** Milliseconds after which a "typing" without an end is taken to have ended. */
const TYPING_STALE_MS = 6_000;

/** What the console does about the desk's events. */
export class Live implements RealtimeHandlers {
  /** Set by the application. The desk may have ended the session, or set the agent offline, while the line was down. */
  checkSession: () => void = () => undefined;
  /** Set by the application: what could not be sent while the desk was away. */
  resend: () => void = () => undefined;
  private wasOnline = false;
  private readonly typingEnds = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly desk: Desk,
    private readonly lists: Lists,
    private readonly threads: Threads,
    private readonly work: Work,
    private readonly reports: Reports,
  ) {}

  /**
   * Events of the time without a line are gone for good, so everything that is open is fetched again;
   * at the first connection too, for what happened between the first fetch and now.
   */
  connected(): void {
    const back = this.wasOnline && this.desk.store.state.live.connection === "offline";
    this.desk.store.dispatch({ type: "live.connection", connection: "online" });
    this.wasOnline = true;
    if (back) this.desk.toast("success", "connection.restored");
    if (back) this.checkSession();
    this.resend();
    void this.lists.refreshAll();
    void this.threads.refreshSelected();
    void this.work.refreshDue();
    void this.reports.refreshAlerts();
  }

  disconnected(): void {
    if (this.desk.store.state.live.connection !== "offline") {
      this.desk.store.dispatch({ type: "live.connection", connection: "offline" });
    }
  }

  refused(): void {
    this.checkSession();
  }

  queueChanged(): void {
    this.lists.queueChanged();
  }

  conversationChanged(summary: ConversationSummary): void {
    const { store, myId } = this.desk;
    const id = summary.conversation_id;
    const before = store.state.lists.summaries[id];
    store.dispatch({ type: "conversation.changed", summary });
    const mineNow = isMine(store.state.lists.summaries[id], myId);
    if (mineNow && store.state.threads[id]?.load !== "ready") void this.threads.catchUp(id);
    if (mineNow && !isMine(before, myId) && summary.reason === "transferred") {
      this.desk.toast("info", "transfer.received", { name: summary.customer.display_name });
    }
    if (
      id === store.state.ui.selected &&
      before?.owner === "queue" &&
      summary.owner === "agent" &&
      !mineNow
    ) {
      this.desk.toast("info", "error.already_claimed_by", { name: summary.agent_name ?? "" });
    }
    if (id === store.state.ui.selected && before?.epoch !== summary.epoch) void this.threads.refresh(id);
  }

  message(message: Message): void {
    void this.threads.received(message);
    // The assistant speaks to an agent's customer only when a promise fell due.
    if (message.author === "bot") this.work.spoken(message.conversation_id);
  }

  promiseDue(notice: PromiseNotice): void {
    this.work.noticed(notice);
  }

  alertsChanged({ raised }: AlertsNotice): void {
    this.reports.changed(raised);
  }

  typing({ conversation_id: id, on }: AgentTypingNotice): void {
    clearTimeout(this.typingEnds.get(id));
    this.desk.store.dispatch({ type: "live.typing", id, on });
    if (!on) return;
    const end = (): void => this.desk.store.dispatch({ type: "live.typing", id, on: false });
    this.typingEnds.set(id, setTimeout(end, TYPING_STALE_MS));
  }
}
