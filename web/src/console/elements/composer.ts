import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { ACCEPT, MOST_FILES, type Staged, stage, unstage } from "../../shared/files.ts";
import { MAX_MESSAGE_LENGTH } from "../../shared/protocol.ts";
import { dayAndClock } from "../../shared/time.ts";
import { base } from "../../shared/tokens.ts";
import { askedAgain, briefly } from "../domain/asking.ts";
import { whyNoReply } from "../domain/permission.ts";
import type { ComposerMode, State } from "../store/state.ts";
import { composerStyles } from "../styles/composer.ts";
import { controls } from "../styles/controls.ts";
import { stagedRow } from "./attachments.ts";
import { ConsoleElement } from "./console-element.ts";
import { focused, isWriting } from "./focus.ts";
import { icon } from "./icons.ts";
import { insertNewline, isNewlineKey, isSendKey } from "./keys.ts";

const MODES: readonly ComposerMode[] = ["reply", "note"];

/** `<qt-composer>`: where the agent writes, to the customer or to colleagues. Each conversation keeps its draft. */
export class Composer extends ConsoleElement {
  static override styles = [base, controls, composerStyles];

  @query("textarea") private text!: HTMLTextAreaElement;
  @query("input[type=file]") private chooser!: HTMLInputElement;
  @state() private saving = false;
  /** Chosen files by conversation, so that none ever goes to another customer. */
  @state() private staged: Readonly<Record<string, readonly Staged[]>> = {};

  /** The conversation that could be answered when it was last drawn. */
  private open = "";

  protected override watched({ ui, lists, session, threads, work }: State): readonly unknown[] {
    const id = ui.selected ?? "";
    const drafts = [ui.drafts[id], ui.noteDrafts[id]];
    return [
      id,
      ui.mode,
      ui.preferences,
      ...drafts,
      lists.summaries[id],
      session.me,
      threads[id]?.packet,
      work.suggested[id],
    ];
  }

  focusText(): void {
    this.text.focus();
  }

  private get conversationId(): string {
    return this.state.ui.selected ?? "";
  }

  private get mode(): ComposerMode {
    return this.state.ui.mode;
  }

  private get draft(): string {
    const { drafts, noteDrafts } = this.state.ui;
    return (this.mode === "note" ? noteDrafts : drafts)[this.conversationId] ?? "";
  }

  /** Notes have no files. */
  private get files(): readonly Staged[] {
    return this.mode === "note" ? [] : (this.staged[this.conversationId] ?? []);
  }

  /** Why nothing can be sent to the customer now; notes can always be written. */
  private get blocked(): string | null {
    if (this.mode === "note") return null;
    const summary = this.state.lists.summaries[this.conversationId];
    const why = whyNoReply(summary, this.state.session.me?.id ?? null);
    return why ? this.t(why, { name: summary?.agent_name ?? "" }) : null;
  }

  protected override render(): TemplateResult {
    const { mode, blocked, draft } = this;
    const excess = draft.length - MAX_MESSAGE_LENGTH;
    return html`
      <form class=${mode} @submit=${this.submit} aria-label=${this.t("composer.label")}>
        <div class="modes" role="group">${MODES.map((one) => this.modeTab(one))}</div>
        ${this.alreadyKnown()} ${this.suggestion()}
        ${this.files.length > 0 ? stagedRow(this.files, this.t, (one) => this.takeBack(one)) : nothing}
        <textarea
          class="text" rows="3" aria-label=${this.t(`composer.${mode}`)} ?disabled=${blocked !== null}
          placeholder=${blocked ?? this.t(mode === "note" ? "composer.note_placeholder" : "composer.placeholder")}
          @input=${this.typed} @keydown=${this.pressed} @paste=${this.pasted}
        ></textarea>
        <div class="foot">
          ${this.keyHint()}
          ${excess > 0 ? html`<span class="excess" role="alert">${this.t("composer.too_long", { count: excess })}</span>` : nothing}
          ${this.attachButton()} ${this.promiseButton()}
          <button class="button primary" ?disabled=${!this.sendable()}>
            ${icon(mode === "note" ? "note" : "send")}${this.t(mode === "note" ? "composer.save_note" : "composer.send")}
          </button>
        </div>
      </form>
    `;
  }

  /** The text field follows the draft only when they differ: writing its value would move the cursor. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.text.value !== this.draft) this.text.value = this.draft;
    this.welcome();
  }

  /** Whoever opens or claims a conversation can write at once; no other field loses its cursor, no telephone its screen. */
  private welcome(): void {
    const open = this.blocked === null ? this.conversationId : "";
    const news = open !== this.open;
    this.open = open;
    if (news && open && matchMedia("(pointer: fine)").matches && !isWriting(focused())) this.focusText();
  }

  private modeTab(mode: ComposerMode): TemplateResult {
    const chosen = mode === this.mode;
    const choose = (): void => {
      this.app.store.dispatch({ type: "ui.mode", mode });
      void this.updateComplete.then(() => this.focusText());
    };
    return html`
      <button type="button" aria-pressed=${chosen} @click=${choose}>${this.t(`composer.${mode}`)}</button>
    `;
  }

  private alreadyKnown(): TemplateResult {
    const slots = this.state.threads[this.conversationId]?.packet?.slots ?? [];
    const known = this.mode === "reply" ? askedAgain(this.draft, slots) : [];
    const facts = known.map(({ label, value }) => `${label} ${briefly(value)}`).join(this.t("composer.and"));
    return html`
      <div role="status">
        ${facts ? html`<p class="known">${icon("shield")}${this.t("composer.already", { facts })}</p>` : nothing}
      </div>
    `;
  }

  /** The promise that the agent's last words made, to be put on record with one click. */
  private suggestion(): TemplateResult | typeof nothing {
    const { conversationId: id } = this;
    const suggestion = this.mode === "reply" ? this.state.work.suggested[id] : undefined;
    if (!suggestion) return nothing;
    const time = dayAndClock(suggestion.due_at, this.app.preferences.lang);
    return html`
      <p class="suggested" role="status">
        ${icon("clock")}<span class="words">${this.t("promise.suggested", { text: suggestion.text, time })}</span>
        <button type="button" class="button small" @click=${() => this.app.work.acceptSuggestion(id)}>
          ${this.t("promise.record")}
        </button>
        <button
          type="button" class="button quiet small icon-only" aria-label=${this.t("action.dismiss")}
          @click=${() => this.app.work.dismissSuggestion(id)}
        >${icon("close")}</button>
      </p>
    `;
  }

  private promiseButton(): TemplateResult | typeof nothing {
    if (this.mode === "note" || this.blocked !== null) return nothing;
    const open = (): void => this.app.store.dispatch({ type: "ui.dialog", dialog: "promise" });
    return html`
      <button type="button" class="button quiet promise" @click=${open}>${icon("clock")}${this.t("promise.make")}</button>
    `;
  }

  private attachButton(): TemplateResult | typeof nothing {
    if (this.mode === "note" || this.blocked !== null) return nothing;
    return html`
      <input type="file" hidden multiple accept=${ACCEPT} @change=${this.chosen} />
      <button
        type="button" class="button quiet icon-only" aria-label=${this.t("composer.attach")} title=${this.t("composer.attach")}
        @click=${() => this.chooser.click()}
      >${icon("attach")}</button>
    `;
  }

  private chosen(): void {
    this.attach(this.chooser.files ?? []);
    // The same file can be chosen again.
    this.chooser.value = "";
  }

  private pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files?.length || this.mode === "note") return;
    event.preventDefault();
    this.attach(files);
  }

  private attach(files: Iterable<File>): void {
    const room = MOST_FILES - this.files.length;
    this.setStaged([...this.files, ...[...files].slice(0, room).map(stage)]);
    this.focusText();
  }

  private takeBack(one: Staged): void {
    unstage(one);
    this.setStaged(this.files.filter((each) => each !== one));
  }

  private setStaged(files: readonly Staged[]): void {
    this.staged = { ...this.staged, [this.conversationId]: files };
  }

  private keyHint(): TemplateResult {
    const { enterSends } = this.app.preferences;
    const swap = (): void =>
      this.app.store.dispatch({ type: "ui.preferences", preferences: { enterSends: !enterSends } });
    return html`
      <button type="button" class="keys" @click=${swap} title=${this.t("composer.swap")}>
        ${icon("swap")}${this.t(enterSends ? "composer.enter_sends" : "composer.ctrl_sends")}
      </button>
    `;
  }

  private sendable(): boolean {
    const { draft } = this;
    const something = draft.trim() !== "" || this.files.length > 0;
    return this.blocked === null && !this.saving && something && draft.length <= MAX_MESSAGE_LENGTH;
  }

  private typed(): void {
    const { conversationId: id, mode } = this;
    this.app.store.dispatch({ type: "ui.draft", id, mode, text: this.text.value });
    if (mode === "reply") this.app.replies.typing(id);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") this.text.blur();
    const { enterSends } = this.app.preferences;
    if (isSendKey(event, enterSends)) {
      event.preventDefault();
      this.submit(event);
    } else if (isNewlineKey(event, enterSends)) {
      event.preventDefault();
      insertNewline(this.text);
      this.typed();
    }
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (!this.sendable()) return;
    if (this.mode === "note") {
      void this.saveNote();
      return;
    }
    const { conversationId: id, draft, files } = this;
    this.app.store.dispatch({ type: "ui.draft", id, mode: "reply", text: "" });
    this.app.replies.reply(
      id,
      draft.trim(),
      files.map(({ file }) => file),
    );
    files.forEach(unstage);
    this.setStaged([]);
  }

  /** The draft of a note stays until the desk has the note. */
  private async saveNote(): Promise<void> {
    const { conversationId: id, draft } = this;
    this.saving = true;
    const saved = await this.app.replies.note(id, draft.trim());
    this.saving = false;
    if (!saved) return;
    this.app.store.dispatch({ type: "ui.draft", id, mode: "note", text: "" });
    this.app.store.dispatch({ type: "ui.mode", mode: "reply" });
    this.app.desk.toast("success", "note.done");
  }
}
