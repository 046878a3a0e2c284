import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import type { FormField } from "../widget.d.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";

/** The desk takes what these let through. */
const LIMITS: Readonly<Record<FormField, { type: string; fill: string; most: number; pattern: string }>> = {
  name: { type: "text", fill: "name", most: 50, pattern: ".*" },
  phone: { type: "tel", fill: "tel", most: 30, pattern: "[+]?[\\d \\-]{5,29}" },
  waybill: { type: "text", fill: "off", most: 30, pattern: "[A-Za-z0-9 \\-]{8,30}" },
};

/** What the site asks before the chat; every field may stay empty, and writing a message passes the form over. */
export class QiantaiForm extends LitElement {
  static override styles = [
    base,
    css`
      form {
        display: grid;
        gap: var(--qt-space-3);
        padding: var(--qt-space-4);
        border: 1px solid var(--qt-line);
        border-radius: var(--qt-radius-md);
        background: var(--qt-surface);
      }
      h3 {
        margin: 0 0 var(--qt-space-1);
        font-size: var(--qt-text-lg);
        line-height: var(--qt-leading-tight);
      }
      label {
        color: var(--qt-text-muted);
        font-size: var(--qt-text-sm);
      }
      input {
        display: block;
        width: 100%;
        height: 40px;
        margin-top: 4px;
        padding: 0 var(--qt-space-3);
        border: 1px solid var(--qt-line-strong);
        border-radius: var(--qt-radius-md);
        background: none;
        color: var(--qt-text);
        font-size: 16px;
      }
      p {
        margin: 0;
        color: var(--qt-text-muted);
        font-size: var(--qt-text-xs);
      }
      a {
        color: var(--qt-brand-hover);
      }
      button {
        height: 40px;
        border: 0;
        border-radius: var(--qt-radius-md);
        background: var(--qt-brand);
        color: var(--qt-on-brand);
      }
      button[type="button"] {
        background: none;
        color: var(--qt-brand-hover);
      }
    `,
  ];

  @property({ attribute: false }) t!: Translate<Word>;
  @property({ attribute: false }) fields: readonly FormField[] = [];
  @property() greeting = "";
  @property() privacy = "";

  protected override render(): TemplateResult {
    const { t, privacy } = this;
    return html`<form @submit=${this.#submitted}>
      <h3>${this.greeting || t("welcome")}</h3>
      ${this.fields.map((name) => this.#field(name))}
      <p>${t("consent")} ${privacy ? html`<a href=${privacy} target="_blank" rel="noopener">${t("privacy")}</a>` : nothing}</p>
      <button>${t("start")}</button>
      <button type="button" @click=${() => emit(this, "qt-introduce", {})}>${t("skip")}</button>
    </form>`;
  }

  #field(name: FormField): TemplateResult {
    const { type, fill, most, pattern } = LIMITS[name];
    return html`<label>${this.t(`field_${name}`)}
      <input name=${name} type=${type} autocomplete=${fill} maxlength=${most} pattern=${pattern} title=${this.t(`hint_${name}`)} />
    </label>`;
  }

  #submitted(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const filled = [...data].map(([name, value]) => [name, String(value).trim()]);
    emit(this, "qt-introduce", Object.fromEntries(filled.filter(([, value]) => value)));
  }
}
