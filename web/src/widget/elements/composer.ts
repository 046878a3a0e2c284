import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import { type Length, measure } from "../state/length.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { sendIcon } from "./icons.ts";

const MAX_HEIGHT = 128;
/** What browsers report for keys that an input method still works on; Safari ends composing before its Enter. */
const IME_KEYCODE = 229;

/** The input: grows with its text, Enter sends, Shift+Enter breaks the line. */
export class QiantaiComposer extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: var(--qt-space-3);
        padding-bottom: max(var(--qt-space-3), env(safe-area-inset-bottom));
        border-top: 1px solid var(--qt-line);
        background: var(--qt-surface);
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: var(--qt-space-2);
        padding: 4px;
        border: 1px solid var(--qt-line-strong);
        border-radius: 14px;
        transition: border-color var(--qt-fast), box-shadow var(--qt-fast);
      }
      form:focus-within {
        border-color: var(--qt-brand);
        box-shadow: 0 0 0 3px var(--qt-brand-line);
      }
      form[data-over] {
        border-color: var(--qt-danger);
      }
      textarea {
        flex: 1;
        min-width: 0;
        height: 36px;
        max-height: 128px;
        padding: 6px 8px;
        border: 0;
        background: none;
        /* Below 16px a phone zooms the page in when the input gets the focus. */
        font-size: 16px;
        line-height: 24px;
        resize: none;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      textarea:focus-visible {
        box-shadow: none;
      }
      textarea::placeholder {
        color: var(--qt-text-faint);
        opacity: 1;
      }
      button {
        flex: none;
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        border: 0;
        border-radius: 10px;
        background: var(--qt-brand);
        color: var(--qt-on-brand);
        font-size: 20px;
        transition: background var(--qt-fast);
      }
      button:hover:not(:disabled) {
        background: var(--qt-brand-hover);
      }
      button:disabled {
        background: var(--qt-surface-sunken);
        color: #8d99ae;
      }
      p {
        margin: 6px 4px 0;
        color: var(--qt-text-muted);
        font-size: var(--qt-text-xs);
      }
      p[data-over] {
        color: var(--qt-danger);
      }
    `,
  ];

  @property({ attribute: false }) t!: Translate<Word>;
  @property() placeholder = "";
  @state() private text = "";
  @query("textarea") private input!: HTMLTextAreaElement;

  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }

  protected override updated(): void {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, MAX_HEIGHT)}px`;
  }

  protected override render(): TemplateResult {
    const length = measure(this.text);
    const ready = this.text.trim() !== "" && !length.over;
    return html`
      <form ?data-over=${length.over} @submit=${this.#submitted}>
        <textarea
          rows="1"
          enterkeyhint="send"
          autocomplete="off"
          aria-label=${this.t("input_label")}
          aria-invalid=${length.over ? "true" : "false"}
          placeholder=${this.placeholder || this.t("placeholder")}
          .value=${this.text}
          @input=${this.#typed}
          @keydown=${this.#key}
        ></textarea>
        <button type="submit" aria-label=${this.t("send")} ?disabled=${!ready}>${sendIcon}</button>
      </form>
      ${length.near ? this.#counter(length) : nothing}
    `;
  }

  #counter({ over, left }: Length): TemplateResult {
    const words = over ? this.t("too_long", { over: -left }) : this.t("left", { left });
    return html`<p role="status" ?data-over=${over}>${words}</p>`;
  }

  #typed(): void {
    this.text = this.input.value;
    emit(this, "qt-typing", { on: this.text.trim() !== "" });
  }

  #key(event: KeyboardEvent): void {
    const composing = event.isComposing || event.keyCode === IME_KEYCODE;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #submitted(event: Event): void {
    event.preventDefault();
    this.#submit();
    this.focus();
  }

  #submit(): void {
    const text = this.text.trim();
    if (text === "" || measure(text).over) return;
    if (emit(this, "qt-send", { text, payload: null })) this.text = "";
  }
}
