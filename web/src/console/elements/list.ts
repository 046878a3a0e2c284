import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base } from "../../shared/tokens.ts";
import { type Row, rows } from "../domain/rows.ts";
import type { Load, State } from "../store/state.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { listStyles } from "../styles/list.ts";
import { ConsoleElement } from "./console-element.ts";
import { type IconName, icon } from "./icons.ts";
import { rowBody } from "./row.ts";

const EMPTY_ICONS: Record<State["ui"]["tab"], IconName> = { queue: "done", mine: "chat", all: "list" };
const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

/** `<qt-list>`: the conversations of the chosen tab. Arrow keys move through it, Enter opens. */
export class ConversationList extends ConsoleElement {
  static override styles = [base, controls, emptyState, listStyles];

  protected override watched({ lists, threads, work, ui, config, live }: State): readonly unknown[] {
    return [lists, threads, work.due, ui.tab, ui.selected, ui.drafts, config, live.typing];
  }

  protected override ticking(): boolean {
    return true;
  }

  protected override render(): TemplateResult {
    const { tab } = this.state.ui;
    const load = this.load();
    if (load === "failed") return this.failed();
    if (load !== "ready") return this.loading();
    const shown = rows(this.state, tab);
    if (shown.length === 0) return this.empty();
    return html`
      <ul aria-label=${this.t(`tab.${tab}`)} @keydown=${this.moved}>
        ${repeat(
          shown,
          (row) => row.id,
          (row, index) => this.row(row, this.reachable(shown) === index),
        )}
      </ul>
    `;
  }

  private load(): Load {
    const { tab } = this.state.ui;
    const { queueLoad, mineLoad, allLoad } = this.state.lists;
    return { queue: queueLoad, mine: mineLoad, all: allLoad }[tab];
  }

  private row(row: Row, reachable: boolean): TemplateResult {
    const selected = this.state.ui.selected === row.id;
    const draft = this.state.ui.drafts[row.id];
    const context = {
      t: this.t,
      lang: this.app.preferences.lang,
      config: this.state.config,
      now: Date.now(),
      naming: this.state.ui.tab === "all",
      draft: draft && !selected ? draft : null,
      typing: this.state.live.typing[row.id] === true,
    };
    return html`
      <li class="priority-${row.priority} ${row.owner === "queue" ? "waiting" : ""}">
        <button
          class="row" tabindex=${reachable ? 0 : -1} aria-current=${selected ? "true" : "false"}
          @click=${() => this.app.threads.open(row.id)}
        >${rowBody(row, context)}</button>
        ${row.owner === "queue" ? this.claimButton(row) : nothing}
      </li>
    `;
  }

  private claimButton(row: Row): TemplateResult {
    const claim = (): void => void this.app.ownership.claim(row.id);
    return html`
      <button
        class="button soft small claim" tabindex="-1" @click=${claim}
        aria-label="${this.t("action.claim")} ${row.customer ?? ""}"
      >${this.t("action.claim")}</button>
    `;
  }

  /** Exactly one row is in the tab order: the selected one, else the first. */
  private reachable(shown: Row[]): number {
    return Math.max(
      0,
      shown.findIndex((row) => row.id === this.state.ui.selected),
    );
  }

  private moved(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (!move || event.altKey) return;
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>(".row")];
    const at = buttons.indexOf(event.target as HTMLElement);
    event.preventDefault();
    buttons[move(at, buttons.length - 1)]?.focus();
  }

  private loading(): TemplateResult {
    const line = html`<li class="placeholder"><i class="skeleton"></i><i class="skeleton"></i><i class="skeleton"></i></li>`;
    return html`<ul aria-busy="true">${[1, 2, 3, 4].map(() => line)}</ul>`;
  }

  private empty(): TemplateResult {
    const { tab } = this.state.ui;
    return html`
      <div class="empty">
        ${icon(EMPTY_ICONS[tab])}
        <strong>${this.t(`empty.${tab}.title`)}</strong>
        <p>${this.t(`empty.${tab}.text`)}</p>
      </div>
    `;
  }

  private failed(): TemplateResult {
    const again = (): void => void this.app.lists.refresh(this.state.ui.tab);
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("list.failed")}</p>
        <button class="button" @click=${again}>${this.t("list.retry")}</button>
      </div>
    `;
  }
}
