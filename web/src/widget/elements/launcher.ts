import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { chatIcon, downIcon } from "./icons.ts";

/** The floating round button, with the number of unread messages. */
export class QiantaiLauncher extends LitElement {
  static override styles = [
    base,
    css`
      button {
        position: relative;
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        border: 0;
        border-radius: var(--qt-radius-full);
        background: linear-gradient(160deg, var(--qt-brand-bright), var(--qt-brand) 60%, var(--qt-brand-hover));
        color: var(--qt-on-brand);
        font-size: 28px;
        box-shadow: 0 8px 24px var(--qt-brand-glow), 0 2px 6px rgb(22 32 46 / 16%);
        transition: transform var(--qt-fast) var(--qt-ease), box-shadow var(--qt-fast);
      }
      button:hover {
        transform: translateY(-2px);
        box-shadow: 0 12px 30px var(--qt-brand-glow), 0 3px 8px rgb(22 32 46 / 18%);
      }
      button:active {
        transform: translateY(0);
      }
      button:focus-visible {
        box-shadow: var(--qt-focus), var(--qt-shadow-md);
      }
      .badge {
        position: absolute;
        top: -4px;
        right: -4px;
        min-width: 22px;
        height: 22px;
        padding: 0 6px;
        border: 2px solid var(--qt-surface);
        border-radius: var(--qt-radius-full);
        background: var(--qt-danger);
        color: #fff;
        font-size: var(--qt-text-xs);
        font-weight: var(--qt-weight-bold);
        line-height: 18px;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) t!: Translate<Word>;
  @property({ type: Number }) unread = 0;
  @property({ type: Boolean }) expanded = false;
  @query("button") private button!: HTMLButtonElement;

  override focus(options?: FocusOptions): void {
    this.button?.focus(options);
  }

  protected override render(): TemplateResult {
    const count = this.unread > 99 ? "99+" : this.unread;
    const label = this.unread > 0 ? this.t("open_unread", { count }) : this.t("open");
    return html`<button
      type="button"
      aria-label=${this.expanded ? this.t("close") : label}
      aria-haspopup="dialog"
      aria-expanded=${this.expanded ? "true" : "false"}
      @click=${() => emit(this, "qt-toggle")}
    >
      ${this.expanded ? downIcon : chatIcon}
      ${this.unread > 0 && !this.expanded ? html`<span class="badge" aria-hidden="true">${count}</span>` : nothing}
    </button>`;
  }
}
