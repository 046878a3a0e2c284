import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ACCEPT, MOST_FILES, type Staged, stage, unstage } from "../../shared/files.ts";
import type { Translate } from "../../shared/i18n.ts";
import { base } from "../../shared/tokens.ts";
import { type Length, measure } from "../state/length.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { attachIcon, sendIcon } from "./icons.ts";
import { stagedRow, stagedStyles } from "./staged.ts";

const MAX_HEIGHT = 128;
/** What browsers report for keys that an input method still works on; Safari ends composing before its Enter. */
const IME_KEYCODE = 229;

/** The input: grows with its text, Enter sends, Shift+Enter breaks the line. */
export class QiantaiComposer extends LitElement {
  static override styles = [
    base,
    stagedStyles,
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
      button.attach {
        background: none;
        color: var(--qt-text-muted);
      }
      button.attach:hover {
        background: var(--qt-surface-sunken);
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
  @state() private staged: readonly Staged[] = [];
  @query("textarea") private input!: HTMLTextAreaElement;
  @query("input") private chooser!: HTMLInputElement;

  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  /** Puts files beside the text, to be sent with it. */
  attach(files: Iterable<File>): void {
    const room = MOST_FILES - this.staged.length;
    this.staged = [...this.staged, ...[...files].slice(0, room).map(stage)];
    this.focus();
  }

  protected override updated(): void {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, MAX_HEIGHT)}px`;
  }

  protected override render(): TemplateResult {
    const length = measure(this.text);
    const ready = (this.text.trim() !== "" || this.staged.length > 0) && !length.over;
    return html`
      ${this.staged.length > 0 ? stagedRow(this.staged, this.t, (one) => this.#remove(one)) : nothing}
      <form ?data-over=${length.over} @submit=${this.#submitted}>
        <input type="file" hidden multiple accept=${ACCEPT} @change=${this.#chosen} />
        <button class="attach" type="button" aria-label=${this.t("attach")} @click=${() => this.chooser.click()}>
          ${attachIcon}
        </button>
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
          @paste=${this.#pasted}
        ></textarea>
        <button type="submit" class="send" aria-label=${this.t("send")} ?disabled=${!ready}>${sendIcon}</button>
      </form>
      ${length.near ? this.#counter(length) : nothing}
    `;
  }

  #counter({ over, left }: Length): TemplateResult {
    const words = over ? this.t("too_long", { over: -left }) : this.t("left", { left });
    return html`<p role="status" ?data-over=${over}>${words}</p>`;
  }

  #chosen(): void {
    this.attach(this.chooser.files ?? []);
    // The same file can be chosen again.
    this.chooser.value = "";
  }

  #pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.attach(files);
  }

  #remove(one: Staged): void {
    unstage(one);
    this.staged = this.staged.filter((each) => each !== one);
    this.focus();
  }

  #clear(): void {
    this.staged.forEach(unstage);
    this.staged = [];
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
    const files = this.staged.map(({ file }) => file);
    if ((text === "" && files.length === 0) || measure(text).over) return;
    if (!emit(this, "qt-send", { text, payload: null, files })) return;
    this.text = "";
    this.#clear();
  }
}
