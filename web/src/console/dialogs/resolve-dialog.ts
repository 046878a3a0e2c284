import { html, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import type { Case } from "../../shared/cases.ts";
import { base } from "../../shared/tokens.ts";
import { controls } from "../styles/controls.ts";
import { dialogForm } from "../styles/dialog-form.ts";
import { FormDialog } from "./form-dialog.ts";

/** `<qt-resolve-dialog>`: resolves a case with the words that the customer is told (BUSINESS B1.6). */
export class ResolveDialog extends FormDialog {
  static override styles = [base, controls, dialogForm];

  @query("#result") private result!: HTMLTextAreaElement;

  protected override render(): TemplateResult {
    const number = this.state.ui.dialogCase ?? "";
    return html`
      <qt-dialog
        .heading=${this.t("case.resolve_title", { number })} .closeLabel=${this.t("dialog.close")}
        @dismissed=${this.dismissed}
      >
        <form @submit=${this.submitted}>
          <label for="result">${this.t("case.result")}<em>${this.t("required")}</em></label>
          <textarea id="result" class="field" data-first rows="4" maxlength="1000" aria-describedby="hint"></textarea>
          <p id="hint" class="hint">${this.t("case.result_hint")}</p>
          <p class="problem" role="alert">${this.problem}</p>
        </form>
        <button slot="actions" class="button" @click=${this.cancel}>${this.t("action.cancel")}</button>
        <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${this.submitted}>
          ${this.t(this.busy ? "dialog.busy" : "case.resolve")}
        </button>
      </qt-dialog>
    `;
  }

  protected override act(): Promise<boolean> {
    const one = this.found();
    return one ? this.app.work.resolve(one, this.result.value.trim()) : Promise.resolve(true);
  }

  private found(): Case | undefined {
    const { threads, ui } = this.state;
    const packet = threads[this.conversationId]?.packet;
    const cases = packet ? [...packet.cases, ...packet.customer.earlier_cases] : [];
    return cases.find(({ number }) => number === ui.dialogCase);
  }

  private submitted(event: Event): void {
    event.preventDefault();
    this.problem = this.result.value.trim() ? "" : this.t("case.result_required");
    if (this.problem) this.result.focus();
    else void this.submit();
  }
}
