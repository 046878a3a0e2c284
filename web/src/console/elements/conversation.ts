import { css, html, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls, emptyState } from "../styles/controls.ts";
import type { Composer } from "./composer.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

/** `<qt-conversation>`: the middle column — one conversation, or an invitation to open one. */
export class ConversationPane extends ConsoleElement {
  static override styles = [
    base,
    controls,
    emptyState,
    css`
      :host {
        display: block;
        background: var(--qt-canvas);
      }
      main {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      qt-transcript {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  @query("qt-composer") private composer!: Composer | null;

  protected override watched({ ui, lists }: State): readonly unknown[] {
    return [ui.selected, lists.queue];
  }

  focusComposer(): void {
    this.composer?.focusText();
  }

  protected override render(): TemplateResult {
    const { selected } = this.state.ui;
    if (!selected) return this.empty();
    return html`
      <main aria-label=${this.t("header.label")}>
        <qt-header .app=${this.app}></qt-header>
        <qt-transcript .app=${this.app}></qt-transcript>
        <qt-composer .app=${this.app}></qt-composer>
      </main>
    `;
  }

  private empty(): TemplateResult {
    const waiting = this.state.lists.queue.length;
    if (waiting === 0) return this.invitation(html`<p>${this.t("empty.none.text")}</p>`);
    return this.invitation(html`
      <p>${this.t("empty.none.queue", { count: waiting })}</p>
      <button class="button primary" @click=${() => this.app.ownership.claimNext()}>
        ${this.t("empty.none.claim")}
      </button>
    `);
  }

  private invitation(more: TemplateResult): TemplateResult {
    return html`
      <main class="empty">
        ${icon("chat")}
        <strong>${this.t("empty.none.title")}</strong>
        ${more}
      </main>
    `;
  }
}
