import { html, nothing, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import type { Agent, AgentStatus } from "../../shared/agents.ts";
import { base } from "../../shared/tokens.ts";
import { mineCount } from "../domain/rows.ts";
import type { State } from "../store/state.ts";
import { accountStyles } from "../styles/account.ts";
import { controls } from "../styles/controls.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

const STATUSES: readonly AgentStatus[] = ["online", "busy", "offline"];

/** `<qt-account>`: the agent's name and load, the status switch, and the menu with the settings. */
export class Account extends ConsoleElement {
  static override styles = [base, controls, accountStyles];

  @query("#menu") private menu!: HTMLElement;

  protected override watched({ session, lists, ui }: State): readonly unknown[] {
    return [session.me, lists.summaries, ui.preferences];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { me } = this.state.session;
    if (!me) return nothing;
    return html`
      <header>
        <button class="who" popovertarget="menu">
          <span class="visually-hidden">${this.t("menu.open")}</span>
          <span class="avatar" aria-hidden="true">${me.display_name.slice(0, 1)}</span>
          <span class="names">
            <strong>${me.display_name}</strong>
            <span class="muted number">${this.t(`role.${me.role}`)} · ${this.load(me)}</span>
          </span>
          ${icon("down")}
        </button>
        ${this.popup(me)}
        <div class="status" role="radiogroup" aria-label=${this.t("status.label")} @keydown=${this.moved}>
          ${STATUSES.map((status) => this.status(status, me.status))}
        </div>
        ${me.status === "offline" ? html`<p class="hint">${this.t("status.offline_note")}</p>` : nothing}
      </header>
    `;
  }

  private load(me: Agent): string {
    const ready = this.state.lists.mineLoad === "ready";
    return this.t("capacity", { active: ready ? mineCount(this.state) : me.active, capacity: me.capacity });
  }

  private status(status: AgentStatus, current: AgentStatus): TemplateResult {
    const chosen = status === current;
    return html`
      <button
        role="radio" class=${status} aria-checked=${chosen} tabindex=${chosen ? 0 : -1}
        @click=${() => this.app.session.setStatus(status)}
      ><span class="dot" aria-hidden="true"></span>${this.t(`status.${status}`)}</button>
    `;
  }

  private popup(me: Agent): TemplateResult {
    const { sound } = this.app.preferences;
    return html`
      <div id="menu" popover>
        <button aria-pressed=${sound} @click=${this.toggleSound}>
          ${this.t("menu.sound")}<span class="check">${sound ? icon("done") : nothing}</span>
        </button>
        <button @click=${this.switchLanguage}>${this.t("menu.language")}</button>
        <button @click=${this.help}>${this.t("menu.help")}<kbd>?</kbd></button>
        ${me.role === "supervisor" ? this.pages() : nothing}
        <hr />
        <button @click=${() => this.app.session.logout()}>${this.t("menu.logout")}</button>
      </div>
    `;
  }

  private pages(): TemplateResult {
    return html`
      <button @click=${() => this.app.reports.open()}>${this.t("menu.reports")}</button>
      <button @click=${this.channels}>${this.t("menu.channels")}</button>
      <button @click=${this.feedback}>${this.t("menu.feedback")}</button>
    `;
  }

  private moved(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const { me } = this.state.session;
    if (!step || !me || event.altKey) return;
    event.preventDefault();
    const next = STATUSES[(STATUSES.indexOf(me.status) + step + STATUSES.length) % STATUSES.length];
    if (!next) return;
    this.renderRoot.querySelector<HTMLElement>(`.status .${next}`)?.focus();
    void this.app.session.setStatus(next);
  }

  private toggleSound(): void {
    this.app.store.dispatch({ type: "ui.preferences", preferences: { sound: !this.app.preferences.sound } });
  }

  private switchLanguage(): void {
    const lang = this.app.preferences.lang === "en" ? "zh-CN" : "en";
    this.app.store.dispatch({ type: "ui.preferences", preferences: { lang } });
  }

  private channels(): void {
    this.menu.hidePopover();
    this.app.channels.show("channels");
  }

  private feedback(): void {
    this.menu.hidePopover();
    this.app.feedback.open();
  }

  private help(): void {
    this.menu.hidePopover();
    this.app.store.dispatch({ type: "ui.dialog", dialog: "help" });
  }
}
