import type { Agent, AgentStatus } from "../../shared/agents.ts";
import type { Params } from "../../shared/i18n.ts";
import { ApiFailure, isPassing } from "../api/failure.ts";
import type { RealtimeHandlers } from "../realtime/client.ts";
import type { Word } from "../words/index.ts";
import { type Desk, saying } from "./desk.ts";
import type { Lists } from "./lists.ts";
import type { Threads } from "./threads.ts";

/** Milliseconds before a desk that does not answer is asked again who is logged in. */
const ASK_AGAIN_MS = 2_000;

/** Logging in and out, and what must be fetched whenever a session or the live line (re)starts. */
export class Session {
  constructor(
    private readonly desk: Desk,
    private readonly lists: Lists,
    private readonly threads: Threads,
    private readonly handlers: RealtimeHandlers,
  ) {}

  /**
   * Asks the desk whether the cookie of an earlier page load still holds. A desk that is away is asked again:
   * a login page would cost the agent the drafts.
   */
  async restore(): Promise<void> {
    try {
      await this.started(await this.desk.api.me(), null);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (isPassing(error.code)) {
        setTimeout(() => void this.restore(), ASK_AGAIN_MS);
        return;
      }
      this.desk.store.dispatch({ type: "session.anonymous" });
      if (error.status !== 401) this.desk.report(error);
    }
  }

  /** Returns what to tell the agent when it did not work, else null. */
  async login(username: string, password: string): Promise<{ word: Word; params: Params } | null> {
    try {
      const { agent, token } = await this.desk.api.login(username, password);
      await this.started(agent, token);
      return null;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status === 401) return { word: "login.wrong", params: {} };
      if (error.status === 429) return { word: "login.too_many", params: {} };
      return saying(error);
    }
  }

  async logout(): Promise<void> {
    this.desk.realtime.close();
    try {
      await this.desk.api.logout();
    } catch (error) {
      this.desk.report(error);
    }
    this.desk.store.dispatch({ type: "session.anonymous" });
  }

  async setStatus(status: AgentStatus): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "session.me", me: await this.desk.api.setStatus(status) });
    } catch (error) {
      this.desk.report(error);
    }
  }

  /** After the desk refused the live line: only the API can tell whether the session is over. */
  async check(): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "session.me", me: await this.desk.api.me() });
    } catch (error) {
      this.desk.quietly(error);
    }
  }

  private async started(me: Agent, token: string | null): Promise<void> {
    this.desk.store.dispatch({ type: "session.started", me });
    this.desk.realtime.open(token, this.handlers);
    await Promise.all([this.loadConfig(), this.lists.refreshAll(), this.threads.refreshSelected()]);
    this.threads.seen();
  }

  private async loadConfig(): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "config.loaded", config: await this.desk.api.config() });
    } catch (error) {
      this.desk.report(error);
    }
  }
}
