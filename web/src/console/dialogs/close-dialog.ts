import { html, type PropertyValues, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import { controls } from "../styles/controls.ts";
import { dialogForm } from "../styles/dialog-form.ts";
import { labelOf } from "../words/index.ts";
import { FormDialog } from "./form-dialog.ts";

/** `<qt-close-dialog>`: ends the human stretch with an outcome and a summary (BUSINESS B1.7). */
export class CloseDialog extends FormDialog {
  static override styles = [base, controls, dialogForm];

  @query("#wrap-up") private wrapUp!: HTMLSelectElement;
  @query("#summary") private summary!: HTMLTextAreaElement;
  @query("#back") private back!: HTMLInputElement;

  protected override render(): TemplateResult {
    return html`
      <qt-dialog
        .heading=${this.t("close.title")} .closeLabel=${this.t("dialog.close")} @dismissed=${this.dismissed}
      >
        <form id="form" @submit=${this.submitted}>
          <label for="wrap-up">${this.t("close.wrap_up")}<em>${this.t("required")}</em></label>
          <select id="wrap-up" class="field" data-first aria-invalid=${this.problem !== ""} aria-describedby="problem">
            <option value="">${this.t("close.wrap_up_required")}</option>
            ${this.outcomes()}
          </select>
          <p id="problem" class="problem" role="alert">${this.problem}</p>
          <label for="summary">${this.t("close.summary")}</label>
          <textarea id="summary" class="field" rows="5" maxlength="2000" aria-describedby="summary-hint" @keydown=${this.pressed}></textarea>
          <p id="summary-hint" class="hint">${this.t("close.summary_hint")}</p>
          <label class="check">
            <input id="back" type="checkbox" />
            <span>${this.t("close.back_to_bot")}<small>${this.t("close.back_to_bot_hint")}</small></span>
          </label>
        </form>
        <button slot="actions" class="button" @click=${this.cancel}>${this.t("action.cancel")}</button>
        <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${this.submitted}>
          ${this.t(this.busy ? "dialog.busy" : "close.submit")}
        </button>
      </qt-dialog>
    `;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const thread = this.state.threads[this.conversationId];
    const summary = this.state.lists.summaries[this.conversationId]?.summary;
    this.summary.value = thread?.packet?.problem ?? summary ?? "";
  }

  protected override act(): Promise<boolean> {
    return this.app.ownership.close(this.conversationId, {
      wrap_up: this.wrapUp.value,
      summary: this.summary.value.trim(),
      back_to_bot: this.back.checked,
    });
  }

  private outcomes(): TemplateResult[] {
    const labels = this.state.config?.wrap_ups ?? [];
    const { lang } = this.app.preferences;
    return labels.map(({ code }) => html`<option value=${code}>${labelOf(labels, code, lang)}</option>`);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submitted(event);
  }

  private submitted(event: Event): void {
    event.preventDefault();
    this.problem = this.wrapUp.value ? "" : this.t("close.wrap_up_required");
    if (this.problem) this.wrapUp.focus();
    else void this.submit();
  }
}
