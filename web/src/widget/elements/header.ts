import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import type { Presence } from "../state/selectors.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { botIcon, closeIcon, personIcon } from "./icons.ts";
import { presenceText } from "./presence-text.ts";

/** Company, who is there, the way to a person, and the way out. */
export class QiantaiHeader extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--qt-space-3);
        padding: var(--qt-space-3) var(--qt-space-3) var(--qt-space-3) var(--qt-space-4);
        padding-top: max(var(--qt-space-3), env(safe-area-inset-top));
        background: linear-gradient(135deg, var(--qt-brand-bright), var(--qt-brand) 45%, var(--qt-brand-hover));
        color: var(--qt-on-brand);
        touch-action: none;
      }
      .mark {
        flex: none;
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        border-radius: 12px;
        background: rgb(255 255 255 / 18%);
        font-size: 22px;
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      h2 {
        margin: 0;
        font-size: var(--qt-text-lg);
        font-weight: var(--qt-weight-bold);
        line-height: var(--qt-leading-tight);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state {
        display: flex;
        align-items: center;
        gap: 6px;
        margin: 2px 0 0;
        font-size: var(--qt-text-xs);
        line-height: var(--qt-leading-tight);
      }
      .state span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state::before {
        content: "";
        flex: none;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: #6ff0b0;
      }
      .state[data-kind="queue"]::before,
      .state[data-kind="connecting"]::before,
      .state[data-kind="lost"]::before {
        background: #ffd36b;
        animation: pulse 1.4s ease-in-out infinite;
      }
      .state[data-kind="offline"]::before,
      .state[data-kind="closed"]::before {
        background: #c9d6f5;
      }
      @keyframes pulse {
        50% {
          opacity: 0.35;
        }
      }
      button {
        flex: none;
        border: 0;
        background: rgb(255 255 255 / 0%);
        color: inherit;
        transition: background var(--qt-fast);
      }
      button:hover:not(:disabled) {
        background: rgb(255 255 255 / 16%);
      }
      button:focus-visible {
        box-shadow: 0 0 0 2px #fff;
      }
      .human {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        height: 32px;
        padding: 0 var(--qt-space-3);
        border-radius: var(--qt-radius-full);
        background: #fff;
        color: var(--qt-brand-hover);
        font-size: var(--qt-text-sm);
        font-weight: var(--qt-weight-bold);
      }
      .human:hover:not(:disabled) {
        background: var(--qt-brand-soft);
      }
      .human:disabled {
        background: rgb(255 255 255 / 82%);
      }
      .human svg {
        font-size: 16px;
      }
      .close {
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        border-radius: var(--qt-radius-md);
        font-size: 20px;
      }
    `,
  ];

  @property({ attribute: false }) t!: Translate<Word>;
  @property() heading = "";
  @property({ attribute: false }) presence: Presence = { kind: "bot" };
  /** Whether a person is serving, also while the connection is being restored. */
  @property({ type: Boolean }) human = false;
  @property({ type: Boolean }) canAsk = true;
  @property({ type: Boolean }) asking = false;
  @query(".close") private closeButton!: HTMLButtonElement;

  override focus(options?: FocusOptions): void {
    this.closeButton?.focus(options);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="mark">${this.human ? personIcon : botIcon}</div>
      <div class="words">
        <h2>${this.heading}</h2>
        <p class="state" role="status" data-kind=${this.presence.kind}>
          <span>${presenceText(this.presence, this.t)}</span>
        </p>
      </div>
      ${this.canAsk ? this.#askButton() : nothing}
      <button class="close" type="button" aria-label=${this.t("close")} @click=${() => emit(this, "qt-close")}>
        ${closeIcon}
      </button>
    `;
  }

  #askButton(): TemplateResult {
    return html`<button class="human" type="button" ?disabled=${this.asking} @click=${() => emit(this, "qt-human")}>
      ${personIcon}<span>${this.t(this.asking ? "human_pending" : "human")}</span>
    </button>`;
  }
}
