import type { Case, CasePatch, PromiseRequest } from "../../shared/cases.ts";
import type { PromiseNotice } from "../../shared/protocol.ts";
import type { Word } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import type { Threads } from "./threads.ts";

/** What is owed to customers: promises that are made and kept, cases that are worked on and resolved. */
export class Work {
  constructor(
    private readonly desk: Desk,
    private readonly threads: Threads,
  ) {}

  /** The promises that are due soon; asked for at the start and whenever one may have changed. */
  async refreshDue(): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "promises.loaded", promises: await this.desk.api.promises() });
    } catch (error) {
      this.desk.quietly(error);
    }
  }

  /** The desk warns. What it is about is fetched again: a countdown on screen must be true. */
  noticed(notice: PromiseNotice): void {
    const word: Word = notice.notice === "missed" ? "promise.missed" : "promise.soon";
    this.desk.toast("warning", word, { text: notice.text });
    void this.refreshDue();
    this.refreshPacket(notice.conversation_id);
  }

  /** The desk told a customer something: what was due is settled, and there may be a new promise. */
  spoken(id: string): void {
    void this.refreshDue();
    this.refreshPacket(id);
  }

  /** Returns whether it is on record now. */
  promise(id: string, request: PromiseRequest): Promise<boolean> {
    return this.attempt(async () => {
      await this.desk.api.promise(id, request);
      this.desk.store.dispatch({ type: "promise.suggested", id, suggestion: null });
      this.desk.toast("success", "promise.done");
      this.refreshPacket(id);
    });
  }

  /** One click on the suggestion under the agent's own words. */
  async acceptSuggestion(id: string): Promise<void> {
    const suggestion = this.desk.store.state.work.suggested[id];
    if (suggestion) await this.promise(id, suggestion);
  }

  dismissSuggestion(id: string): void {
    this.desk.store.dispatch({ type: "promise.suggested", id, suggestion: null });
  }

  /** The agent has told the customer, so that the desk need not. */
  async keep(promiseId: string): Promise<void> {
    await this.attempt(async () => {
      await this.desk.api.keepPromise(promiseId);
      this.desk.toast("success", "promise.kept_done");
    });
    void this.refreshDue();
    this.refreshSelected();
  }

  /** Makes a case the agent's own and says that it is being worked on. */
  async take(one: Case): Promise<void> {
    const state = one.state === "open" ? { state: "in_progress" as const } : {};
    await this.change(one, { ...state, owner_id: this.desk.myId }, "case.taken");
  }

  /** Returns whether it is resolved; the desk tells the customer the result. */
  resolve(one: Case, result: string): Promise<boolean> {
    return this.change(one, { state: "resolved", ...(result ? { result } : {}) }, "case.resolved_done");
  }

  async reopen(one: Case): Promise<void> {
    await this.change(one, { state: "open" }, "case.reopened");
  }

  async sendToOutlet(one: Case): Promise<void> {
    await this.attempt(async () => {
      await this.desk.api.sendToOutlet(one.number);
      this.desk.toast("success", "case.outlet_done", { outlet: one.outlet ?? "" });
    });
    if (this.desk.store.state.work.cases[one.number]) void this.history(one.number);
  }

  async history(number: string): Promise<void> {
    try {
      this.desk.store.dispatch({ type: "case.loaded", found: await this.desk.api.case(number) });
    } catch (error) {
      this.desk.report(error);
    }
  }

  private async change(one: Case, patch: Omit<CasePatch, "version">, done: Word): Promise<boolean> {
    const changed = await this.attempt(async () => {
      await this.desk.api.changeCase(one.number, { version: one.version, ...patch });
      this.desk.toast("success", done, { number: one.number });
    });
    if (this.desk.store.state.work.cases[one.number]) void this.history(one.number);
    this.refreshSelected();
    return changed;
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      this.desk.report(error);
      return false;
    }
  }

  private refreshSelected(): void {
    const id = this.desk.store.state.ui.selected;
    if (id) void this.threads.packet(id);
  }

  private refreshPacket(id: string): void {
    if (this.desk.store.state.ui.selected === id) void this.threads.packet(id);
  }
}
