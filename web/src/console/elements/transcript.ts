import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { base } from "../../shared/tokens.ts";
import { timeline } from "../domain/timeline.ts";
import { EMPTY_THREAD, type State, type Thread } from "../store/state.ts";
import { lastSeq } from "../store/threads.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { transcriptStyles } from "../styles/transcript.ts";
import { attachmentStyles } from "./attachments.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";
import { type LineContext, timelineLine } from "./lines.ts";

/** Pixels from the end within which the reader counts as being at the end. */
const NEAR_END_PX = 80;

/** `<qt-transcript>`: everything that was said, kept at its end while the reader is there. */
export class Transcript extends ConsoleElement {
  static override styles = [base, controls, emptyState, attachmentStyles, transcriptStyles];

  @query(".scroll") private scroller!: HTMLElement;
  private atEnd = true;
  @state() private missed = false;
  private shown: string | null = null;
  private lastTop = 0;
  private shownSeq = 0;
  private shownOutgoing = 0;
  private readonly resized = new ResizeObserver(() => this.atEnd && this.goToEnd());

  protected override watched({ ui, threads, lists, live, session }: State): readonly unknown[] {
    const id = ui.selected ?? "";
    return [id, threads[id], lists.summaries[id], live.typing[id], session.me];
  }

  protected override render(): TemplateResult {
    const id = this.state.ui.selected ?? "";
    const thread = this.state.threads[id] ?? EMPTY_THREAD;
    return html`
      <div class="scroll" tabindex="0" role="log" aria-label=${this.t("transcript.label")} @scroll=${this.scrolled}>
        ${this.content(id, thread)}
      </div>
      ${this.missed ? this.toEnd() : nothing}
    `;
  }

  /** A growing text field below, or a smaller window, must not push the latest message out of sight. */
  protected override firstUpdated(): void {
    this.resized.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    this.resized.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const id = this.state.ui.selected;
    const thread = this.state.threads[id ?? ""] ?? EMPTY_THREAD;
    const opened = id !== this.shown;
    const ownNews = thread.outgoing.length > this.shownOutgoing;
    if (opened || this.atEnd || ownNews) this.goToEnd();
    else if (lastSeq(thread) > this.shownSeq) this.missed = true;
    this.shown = id;
    this.shownSeq = lastSeq(thread);
    this.shownOutgoing = thread.outgoing.length;
  }

  private content(id: string, thread: Thread): TemplateResult {
    if (thread.load === "failed") return this.failed(id);
    if (thread.load !== "ready") return this.loading();
    const context = this.context(id);
    return html`
      <ol>
        ${repeat(
          timeline(thread),
          (item) => item.key,
          (item) => timelineLine(item, context),
        )}
      </ol>
      ${thread.messages.length === 0 ? html`<p class="nothing">${this.t("transcript.empty")}</p>` : nothing}
      ${this.typing(id)}
    `;
  }

  private context(id: string): LineContext {
    const summary = this.state.lists.summaries[id];
    return {
      t: this.t,
      lang: this.app.preferences.lang,
      customer: summary?.customer.display_name ?? this.t("author.customer"),
      readSeq: summary?.customer_read_seq ?? 0,
      resend: (clientId) => this.app.replies.resend(id, clientId),
      discard: (clientId) => this.app.replies.discard(id, clientId),
    };
  }

  private typing(id: string): TemplateResult | typeof nothing {
    if (!this.state.live.typing[id]) return nothing;
    const { customer } = this.context(id);
    return html`<p class="typing"><i></i><i></i><i></i> ${this.t("transcript.typing", { name: customer })}</p>`;
  }

  private toEnd(): TemplateResult {
    return html`<button class="button to-end" @click=${this.goToEnd}>${icon("down")}${this.t("transcript.new")}</button>`;
  }

  private loading(): TemplateResult {
    const widths = [46, 30, 58, 38];
    return html`
      <div class="loading" aria-busy="true">
        ${widths.map((width) => html`<div class="skeleton" style="width: ${width}%"></div>`)}
      </div>
    `;
  }

  private failed(id: string): TemplateResult {
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("transcript.failed")}</p>
        <button class="button" @click=${() => this.app.threads.refresh(id)}>${this.t("action.retry")}</button>
      </div>
    `;
  }

  private scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    // Content that grew below is no reason to stop following; only a reader who scrolled up is.
    const movedUp = scrollTop < this.lastTop;
    if (near || movedUp) this.atEnd = near;
    if (near) this.missed = false;
    this.lastTop = scrollTop;
  }

  private goToEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.missed = false;
  }
}
