import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Translate } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { dayAndClock } from "../../shared/time.ts";
import type { Options } from "../options.ts";
import type { Row } from "../state/rows.ts";
import type { Reply } from "../state/selectors.ts";
import type { Word } from "../words.ts";
import { emit } from "./events.ts";
import { botIcon, downIcon } from "./icons.ts";
import { logStyles } from "./log.styles.ts";

/** Closer to the end than this (pixels) counts as reading the end, so the list follows new messages. */
const NEAR_END = 64;

/** Who is typing, with the name that the customer knows. */
export interface Typist {
  readonly by: "bot" | "agent";
  readonly name: string;
}

/** The message list. It follows the conversation unless the reader scrolled up. */
export class QiantaiLog extends LitElement {
  static override styles = logStyles;

  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) replies: readonly Reply[] = [];
  @property({ attribute: false }) t!: Translate<Word>;
  @property({ attribute: false }) words: Lang = "zh-CN";
  @property({ attribute: false }) typing: Typist | null = null;
  @property({ attribute: false }) options!: Options;
  /** Whether the customer has yet to be asked what the site's form asks. */
  @property({ type: Boolean }) asks = false;
  @property({ type: Boolean }) empty = false;
  @property({ type: Boolean }) busy = false;
  @query(".scroller") private scroller!: HTMLElement;
  @query(".content") private content!: HTMLElement;
  @state() private missed = false;
  /** Whether the newest message is on the screen, and the next one will be. */
  follows = true;
  #lastTop = 0;
  #observer: ResizeObserver | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  override focus(options?: FocusOptions): void {
    this.scroller?.focus(options);
  }

  /** Jumps to the newest message and follows the conversation again. */
  toEnd(): void {
    this.follows = true;
    this.missed = false;
    if (this.scroller) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("rows");
    if (!before || before.length === 0 || this.follows) return;
    const last = this.rows.at(-1);
    const grew = lastKey(before) !== lastKey(this.rows);
    if (grew && last?.kind === "group" && last.author === "customer") this.follows = true;
    else if (grew) this.missed = true;
  }

  /** Bubbles draw themselves a moment later than the list; watching the size catches every reason to move. */
  protected override updated(): void {
    if (this.#observer) return;
    this.#observer = new ResizeObserver(() => {
      if (this.follows) this.toEnd();
    });
    this.#observer.observe(this.scroller);
    this.#observer.observe(this.content);
  }

  protected override render(): TemplateResult {
    const name = this.words;
    return html`
      <div class="scroller" tabindex="0" role="log" aria-live="polite" aria-label=${this.t("log")}
        aria-busy=${this.busy ? "true" : "false"} lang=${name} @scroll=${this.#scrolled}>
        <div class="content">
          ${this.empty ? this.#opening() : nothing}
          ${repeat(
            this.rows,
            (row) => row.key,
            (row) => this.#row(row),
          )}
          ${this.typing ? this.#typingRow(this.typing) : nothing} ${this.replies.length > 0 ? this.#chips() : nothing}
        </div>
      </div>
      ${
        this.missed
          ? html`<button class="jump" type="button" @click=${this.toEnd}>${downIcon}${this.t("new_messages")}</button>`
          : nothing
      }
    `;
  }

  #opening(): TemplateResult {
    const { greeting, form, privacy } = this.options;
    return this.asks
      ? html`<qiantai-form .t=${this.t} .greeting=${greeting} .fields=${form} .privacy=${privacy}></qiantai-form>`
      : html`<qiantai-welcome .t=${this.t} .greeting=${greeting}></qiantai-welcome>`;
  }

  #row(row: Row): TemplateResult {
    switch (row.kind) {
      case "time":
        return html`<div class="time"><time datetime=${row.at}>${dayAndClock(row.at, this.words)}</time></div>`;
      case "system":
        return html`<div class="system"><span>${row.text}</span></div>`;
      case "group":
        return html`<qiantai-group .group=${row} .t=${this.t} .words=${this.words}></qiantai-group>`;
    }
  }

  #typingRow({ by, name }: Typist): TemplateResult {
    return html`<div class="typing" data-by=${by}>
      <div class="avatar" aria-hidden="true">${by === "agent" ? name.slice(0, 1) : botIcon}</div>
      <div class="dots"><i></i><i></i><i></i></div>
      <span class="visually-hidden">${this.t("typing", { name })}</span>
    </div>`;
  }

  #chips(): TemplateResult {
    return html`<div class="chips" role="group" aria-label=${this.t("quick_replies")}>
      ${this.replies.map(({ title, payload }) => {
        const send = () => emit(this, "qt-send", { text: title, payload });
        return html`<button type="button" @click=${send}>${title}</button>`;
      })}
    </div>`;
  }

  /** Only a reader moves up; growing content leaves the end without moving, and must not stop the following. */
  #scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (atEnd) this.follows = true;
    else if (scrollTop < this.#lastTop) this.follows = false;
    this.#lastTop = scrollTop;
    if (!this.follows) return;
    this.missed = false;
    emit(this, "qt-seen");
  }
}

function lastKey(rows: readonly Row[]): string | undefined {
  const last = rows.at(-1);
  return last?.kind === "group" ? last.items.at(-1)?.key : last?.key;
}
