import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { dayAndClock } from "../../shared/time.ts";
import { base } from "../../shared/tokens.ts";
import type { Card, CardStep } from "../state/card.ts";
import type { Word } from "../words.ts";
import { parcelIcon, truckIcon } from "./icons.ts";

const SHOWN_STEPS = 3;
const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

/** Structured data inside a message: title, status, label–value pairs, a time line. Text only, never HTML. */
export class QiantaiCard extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        width: 100%;
      }
      header {
        display: flex;
        align-items: flex-start;
        gap: var(--qt-space-3);
      }
      .icon {
        flex: none;
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        border-radius: var(--qt-radius-md);
        background: var(--qt-brand-soft);
        color: var(--qt-brand);
        font-size: 20px;
      }
      .title {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      strong {
        display: block;
        font-weight: var(--qt-weight-bold);
        line-height: var(--qt-leading-tight);
      }
      .subtitle {
        color: var(--qt-text-muted);
        font-size: var(--qt-text-xs);
      }
      .status {
        flex: none;
        padding: 2px 8px;
        border-radius: var(--qt-radius-full);
        background: var(--qt-surface-sunken);
        color: var(--qt-text-muted);
        font-size: var(--qt-text-xs);
        font-weight: var(--qt-weight-medium);
      }
      .status[data-tone="progress"] {
        background: var(--qt-brand-soft);
        color: var(--qt-brand-hover);
      }
      .status[data-tone="good"] {
        background: var(--qt-success-soft);
        color: var(--qt-success);
      }
      .status[data-tone="warning"] {
        background: var(--qt-warning-soft);
        color: var(--qt-warning);
      }
      .status[data-tone="bad"] {
        background: var(--qt-danger-soft);
        color: var(--qt-danger);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--qt-space-1) var(--qt-space-3);
        margin: var(--qt-space-3) 0 0;
        font-size: var(--qt-text-sm);
      }
      dt {
        color: var(--qt-text-muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      ol {
        margin: var(--qt-space-3) 0 0;
        padding: var(--qt-space-3) 0 0;
        border-top: 1px solid var(--qt-line);
        list-style: none;
      }
      li {
        position: relative;
        padding: 0 0 var(--qt-space-3) 20px;
        color: var(--qt-text-muted);
        font-size: var(--qt-text-sm);
        line-height: 1.5;
        overflow-wrap: anywhere;
      }
      li:last-child {
        padding-bottom: 0;
      }
      li::before {
        content: "";
        position: absolute;
        left: 3px;
        top: 6px;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--qt-line-strong);
      }
      li:not(:last-child)::after {
        content: "";
        position: absolute;
        left: 6.5px;
        top: 18px;
        bottom: -2px;
        width: 1px;
        background: var(--qt-line);
      }
      li:first-child {
        color: var(--qt-text);
      }
      li:first-child::before {
        background: var(--qt-brand);
        box-shadow: 0 0 0 4px var(--qt-brand-soft);
      }
      time {
        display: block;
        color: var(--qt-text-faint);
        font-size: var(--qt-text-xs);
        font-variant-numeric: tabular-nums;
      }
      button {
        width: 100%;
        margin-top: var(--qt-space-3);
        padding: 6px;
        border: 0;
        border-radius: var(--qt-radius-sm);
        background: var(--qt-canvas);
        color: var(--qt-brand-hover);
        font-size: var(--qt-text-sm);
      }
    `,
  ];

  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) t!: Translate<Word>;
  @property({ attribute: false }) words: Lang = "zh-CN";
  @state() private whole = false;

  protected override render(): TemplateResult {
    const { card } = this;
    return html`
      <header>
        <div class="icon">${card.type === "tracking" ? truckIcon : parcelIcon}</div>
        <div class="title">
          <strong>${card.title}</strong>
          ${card.subtitle ? html`<span class="subtitle">${card.subtitle}</span>` : nothing}
        </div>
        ${card.status ? html`<span class="status" data-tone=${card.tone}>${card.status}</span>` : nothing}
      </header>
      ${card.fields.length > 0 ? this.#fields() : nothing} ${card.steps.length > 0 ? this.#steps() : nothing}
    `;
  }

  #fields(): TemplateResult {
    return html`<dl>${this.card.fields.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
  }

  #steps(): TemplateResult {
    const { steps } = this.card;
    const foldable = steps.length > SHOWN_STEPS + 1;
    const shown = foldable && !this.whole ? steps.slice(0, SHOWN_STEPS) : steps;
    const label = this.whole ? this.t("card_less") : this.t("card_more", { count: steps.length });
    const toggle = () => {
      this.whole = !this.whole;
    };
    return html`
      <ol>${shown.map((step) => this.#step(step))}</ol>
      ${foldable ? html`<button type="button" aria-expanded=${this.whole} @click=${toggle}>${label}</button>` : nothing}
    `;
  }

  #step({ time, text }: CardStep): TemplateResult {
    const shown = ISO_TIME.test(time) ? dayAndClock(time, this.words) : time;
    return html`<li><time>${shown}</time>${text}</li>`;
  }
}
