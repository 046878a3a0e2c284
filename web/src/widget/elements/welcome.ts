import { css, html, LitElement, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { flagIcon, parcelIcon, personIcon, pinIcon, shieldIcon, truckIcon } from "./icons.ts";

const STARTERS = [
  { topic: "track", icon: parcelIcon },
  { topic: "pickup", icon: truckIcon },
  { topic: "coverage", icon: pinIcon },
  { topic: "complain", icon: flagIcon },
  { topic: "claim", icon: shieldIcon },
] as const;

/** What an empty conversation shows: a greeting and the five things that people come for. */
export class QiantaiWelcome extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: var(--qt-space-6) 0 var(--qt-space-2);
      }
      h3 {
        margin: 0;
        font-size: var(--qt-text-xl);
        font-weight: var(--qt-weight-bold);
        line-height: var(--qt-leading-tight);
        letter-spacing: -0.01em;
      }
      p {
        margin: var(--qt-space-1) 0 var(--qt-space-5);
        color: var(--qt-text-muted);
      }
      .starters {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--qt-space-2);
      }
      button {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--qt-space-2);
        padding: var(--qt-space-4) var(--qt-space-1) var(--qt-space-3);
        border: 1px solid var(--qt-line);
        border-radius: var(--qt-radius-md);
        background: var(--qt-surface);
        font-size: var(--qt-text-md);
        font-weight: var(--qt-weight-medium);
        line-height: var(--qt-leading-tight);
        box-shadow: var(--qt-shadow-sm);
        transition: border-color var(--qt-fast), transform var(--qt-fast) var(--qt-ease);
      }
      button:hover {
        border-color: var(--qt-brand);
        transform: translateY(-1px);
      }
      button:focus-visible {
        box-shadow: var(--qt-focus);
      }
      i {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        border-radius: 12px;
        background: var(--qt-brand-soft);
        color: var(--qt-brand);
        font-size: 22px;
      }
      [data-topic="human"] i {
        background: var(--qt-success-soft);
        color: var(--qt-success);
      }
      [data-topic="complain"] i,
      [data-topic="claim"] i {
        background: var(--qt-warning-soft);
        color: var(--qt-warning);
      }
    `,
  ];

  @property({ attribute: false }) t!: Translate<Word>;
  @property() greeting = "";

  protected override render(): TemplateResult {
    const { t } = this;
    return html`
      <h3>${this.greeting || t("welcome")}</h3>
      <p>${t("welcome_hint")}</p>
      <div class="starters" role="group" aria-label=${t("quick_replies")}>
        ${STARTERS.map(({ topic, icon }) => {
          const send = () => emit(this, "qt-send", { text: t(`starter_${topic}_text`), payload: null });
          return html`<button type="button" data-topic=${topic} @click=${send}><i>${icon}</i>${t(`starter_${topic}`)}</button>`;
        })}
        <button type="button" data-topic="human" @click=${() => emit(this, "qt-human")}><i>${personIcon}</i>${t("starter_human")}</button>
      </div>
    `;
  }
}
