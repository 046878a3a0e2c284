import { html, nothing, type TemplateResult } from "lit";
import type { ConversationSummary } from "../../shared/conversations.ts";
import { dayAndClock } from "../../shared/time.ts";
import { base } from "../../shared/tokens.ts";
import { isMine } from "../store/lists.ts";
import type { State } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import { headerStyles } from "../styles/header.ts";
import { labelOf, type Word, wordFor } from "../words/index.ts";
import { ConsoleElement } from "./console-element.ts";
import { type IconName, icon } from "./icons.ts";

/** `<qt-header>`: whose conversation this is, and what can be done with it. */
export class ConversationHeader extends ConsoleElement {
  static override styles = [base, controls, headerStyles];

  protected override watched({ ui, lists, session, config }: State): readonly unknown[] {
    return [ui.selected, ui.drawer, ui.selected && lists.summaries[ui.selected], session.me, config];
  }

  protected override render(): TemplateResult {
    const { selected } = this.state.ui;
    const summary = selected ? this.state.lists.summaries[selected] : undefined;
    if (!summary)
      return html`<header><div class="skeleton" style="width: 220px; height: 20px"></div></header>`;
    return html`
      <header>
        <button class="button quiet icon-only back" @click=${this.back} aria-label=${this.t("header.back")}>
          ${icon("back")}
        </button>
        <div class="who">
          <h1>${summary.customer.display_name}</h1>
          <p class="about">${this.about(summary)}</p>
        </div>
        <div class="actions">${this.actions(summary)} ${this.packetButton()}</div>
      </header>
    `;
  }

  private about(summary: ConversationSummary): TemplateResult {
    const { lang } = this.app.preferences;
    const { reason, priority } = summary;
    return html`
      ${this.owner(summary)}
      ${priority < 2 ? html`<span class="chip ${priority === 0 ? "danger" : "warning"}">${wordFor(this.t, "priority", String(priority))}</span>` : nothing}
      ${reason ? html`<span class="chip">${labelOf(this.state.config?.reasons, reason, lang)}</span>` : nothing}
      <span class="quiet">${wordFor(this.t, "channel", summary.channel)}</span>
      <span class="quiet number">${this.t("header.opened", { time: dayAndClock(summary.opened_at, lang) })}</span>
    `;
  }

  private owner(summary: ConversationSummary): TemplateResult {
    const mine = isMine(summary, this.state.session.me?.id ?? null);
    if (mine) return html`<span class="chip success">${this.t("owner.mine")}</span>`;
    const text = this.t(`owner.${summary.owner}`, { name: summary.agent_name ?? "" });
    return html`<span class="chip brand">${text}</span>`;
  }

  private actions(summary: ConversationSummary): TemplateResult | typeof nothing {
    if (summary.owner === "queue") {
      return this.button("claim", "person", "primary", "A", () =>
        this.app.ownership.claim(summary.conversation_id),
      );
    }
    if (!isMine(summary, this.state.session.me?.id ?? null)) return nothing;
    return html`
      ${this.button("note", "note", "", "N", () => this.note())}
      ${this.button("transfer", "transfer", "", "T", () => this.dialog("transfer"))}
      ${this.button("close", "done", "", "E", () => this.dialog("close"))}
    `;
  }

  private button(
    name: "claim" | "note" | "transfer" | "close",
    shape: IconName,
    kind: string,
    key: string,
    act: () => void,
  ): TemplateResult {
    const word: Word = `action.${name}`;
    return html`
      <button
        class="button ${kind}" @click=${act} aria-keyshortcuts="Alt+${key}" title="${this.t(word)} (Alt+${key})"
      >${icon(shape)}<span class="word">${this.t(word)}</span></button>
    `;
  }

  private packetButton(): TemplateResult {
    const { drawer } = this.state.ui;
    const toggle = (): void => this.app.store.dispatch({ type: "ui.drawer", open: !drawer });
    return html`
      <button
        class="button packet" @click=${toggle} aria-expanded=${drawer} aria-keyshortcuts="Alt+P"
        title="${this.t("action.packet")} (Alt+P)"
      >${icon("panel")}<span class="word">${this.t("action.packet")}</span></button>
    `;
  }

  private back(): void {
    void this.app.threads.open(null);
  }

  private note(): void {
    this.app.store.dispatch({ type: "ui.mode", mode: "note" });
  }

  private dialog(dialog: "transfer" | "close"): void {
    this.app.store.dispatch({ type: "ui.dialog", dialog });
  }
}
