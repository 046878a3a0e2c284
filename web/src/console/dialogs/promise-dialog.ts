import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import type { Case, PromiseRequest } from "../../shared/cases.ts";
import { base } from "../../shared/tokens.ts";
import { type DueChoice, dueAt, dueChoices, fieldValue } from "../domain/due.ts";
import { controls } from "../styles/controls.ts";
import { dialogForm } from "../styles/dialog-form.ts";
import { FormDialog } from "./form-dialog.ts";

/** `<qt-promise-dialog>`: what is promised to the customer, and by when; the desk sees to it (BUSINESS B3.4). */
export class PromiseDialog extends FormDialog {
  static override styles = [base, controls, dialogForm];

  @query("#text") private text!: HTMLTextAreaElement;
  @query("#due") private due!: HTMLInputElement;
  @query("#case") private about!: HTMLSelectElement | null;

  protected override render(): TemplateResult {
    return html`
      <qt-dialog
        .heading=${this.t("promise.title")} .closeLabel=${this.t("dialog.close")} @dismissed=${this.dismissed}
      >
        <form @submit=${this.submitted}>
          <label for="text">${this.t("promise.what")}<em>${this.t("required")}</em></label>
          <textarea id="text" class="field" data-first rows="3" maxlength="1000"></textarea>
          <p class="problem" role="alert">${this.problem}</p>
          <label for="due">${this.t("promise.due")}<em>${this.t("required")}</em></label>
          <div class="presets" role="group" aria-label=${this.t("promise.due")}>${this.choices()}</div>
          <input id="due" class="field" type="datetime-local" required />
          <p class="hint">${this.t("promise.due_hint")}</p>
          ${this.caseField()}
        </form>
        <button slot="actions" class="button" @click=${this.cancel}>${this.t("action.cancel")}</button>
        <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${this.submitted}>
          ${this.t(this.busy ? "dialog.busy" : "promise.record")}
        </button>
      </qt-dialog>
    `;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const { work, ui } = this.state;
    const suggestion = work.suggested[this.conversationId];
    this.text.value = ui.drafts[this.conversationId] || suggestion?.text || "";
    this.due.value = fieldValue(suggestion ? new Date(suggestion.due_at) : dueAt("half_hour", new Date()));
  }

  protected override act(): Promise<boolean> {
    const number = this.about?.value;
    const request: PromiseRequest = {
      text: this.text.value.trim(),
      due_at: new Date(this.due.value).toISOString(),
      ...(number ? { case_number: number } : {}),
    };
    return this.app.work.promise(this.conversationId, request);
  }

  private choices(): TemplateResult[] {
    return dueChoices(new Date()).map(
      (choice) => html`
        <button type="button" class="button small" @click=${() => this.choose(choice)}>
          ${this.t(`promise.in.${choice}`)}
        </button>
      `,
    );
  }

  private choose(choice: DueChoice): void {
    this.due.value = fieldValue(dueAt(choice, new Date()));
  }

  private caseField(): TemplateResult | typeof nothing {
    const cases = (this.state.threads[this.conversationId]?.packet?.cases ?? []).filter(isOpen);
    if (cases.length === 0) return nothing;
    return html`
      <label for="case">${this.t("promise.case")}</label>
      <select id="case" class="field">
        <option value="">${this.t("promise.no_case")}</option>
        ${cases.map((one) => html`<option value=${one.number}>${this.t(`case.${one.kind}`)} ${one.number}</option>`)}
      </select>
    `;
  }

  private submitted(event: Event): void {
    event.preventDefault();
    const ahead = new Date(this.due.value).getTime() > Date.now();
    if (!this.text.value.trim()) this.problem = this.t("promise.what_required");
    else this.problem = ahead ? "" : this.t("promise.due_required");
    if (!this.problem) void this.submit();
  }
}

function isOpen({ state }: Case): boolean {
  return state === "open" || state === "in_progress";
}
