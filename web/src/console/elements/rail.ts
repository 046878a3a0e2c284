import { html, nothing, type TemplateResult } from "lit";
import { base } from "../../shared/tokens.ts";
import { mineCount, unreadTotal } from "../domain/rows.ts";
import type { State, Tab } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import { railStyles } from "../styles/rail.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

/** `<qt-rail>`: who I am and whether I am available, and the lists of conversations. */
export class Rail extends ConsoleElement {
  static override styles = [base, controls, railStyles];

  protected override watched({ session, lists, ui, threads, work, reports }: State): readonly unknown[] {
    return [session.me, lists, ui.tab, threads, work.due, reports.alerts];
  }

  protected override render(): TemplateResult {
    const { tab } = this.state.ui;
    return html`
      <qt-account .app=${this.app}></qt-account>
      ${this.abnormal()} ${this.dueSoon()}
      <nav aria-label=${this.t("nav.label")}>
        <div class="tabs" role="tablist" @keydown=${this.moved}>
          ${this.tabs().map((one) => this.tab(one))}
        </div>
        <div class="panel" role="tabpanel" id="panel" aria-labelledby="tab-${tab}">
          <qt-list .app=${this.app}></qt-list>
        </div>
      </nav>
    `;
  }

  /** Leads supervisors to what is abnormal at outlets while nobody took note of it. */
  private abnormal(): TemplateResult | typeof nothing {
    const count = this.state.reports.alerts.filter((one) => one.state === "open").length;
    if (count === 0) return nothing;
    return html`
      <button class="due abnormal" @click=${() => this.app.reports.open()}>
        ${icon("alert")}${this.t("reports.badge", { count })}
      </button>
    `;
  }

  /** Leads to the promise that is due first. */
  private dueSoon(): TemplateResult | typeof nothing {
    const { due } = this.state.work;
    const first = due[0];
    if (!first) return nothing;
    return html`
      <button class="due" @click=${() => this.app.threads.open(first.conversation_id)}>
        ${icon("clock")}${this.t("promise.due_count", { count: due.length })}
      </button>
    `;
  }

  private tabs(): Tab[] {
    return this.state.session.me?.role === "supervisor" ? ["queue", "mine", "all"] : ["queue", "mine"];
  }

  private tab(tab: Tab): TemplateResult {
    const selected = this.state.ui.tab === tab;
    const count = this.count(tab);
    const news = tab === "mine" && unreadTotal(this.state) > 0;
    return html`
      <button
        role="tab" id="tab-${tab}" aria-controls="panel" aria-selected=${selected} tabindex=${selected ? 0 : -1}
        @click=${() => this.choose(tab)}
      >
        ${this.t(`tab.${tab}`)}
        ${count === null ? nothing : html`<span class="count number">${count}</span>`}
        ${news ? html`<span class="news" role="img" aria-label=${this.t("list.has_unread")}></span>` : nothing}
      </button>
    `;
  }

  private count(tab: Tab): number | null {
    const { lists } = this.state;
    if (tab === "queue") return lists.queueLoad === "ready" ? lists.queue.length : null;
    if (tab === "mine") return lists.mineLoad === "ready" ? mineCount(this.state) : null;
    return null;
  }

  private choose(tab: Tab): void {
    this.app.store.dispatch({ type: "ui.tab", tab });
    if (tab === "all") void this.app.lists.refresh("all");
  }

  private moved(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = this.tabs();
    const next = tabs[(tabs.indexOf(this.state.ui.tab) + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    this.choose(next);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }
}
