import { html, nothing, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import { controls } from "../styles/controls.ts";
import { dialogForm } from "../styles/dialog-form.ts";
import { FormDialog } from "./form-dialog.ts";

const SHORTEST_REASON = 2;

/** `<qt-identity-dialog>`: who is one person, and who is not; every decision has a reason that colleagues can read. */
export class IdentityDialog extends FormDialog {
  static override styles = [base, controls, dialogForm];

  @query("#other") private other!: HTMLInputElement | null;
  @query("#reason") private reason!: HTMLTextAreaElement;

  protected override render(): TemplateResult {
    const { kind, name, target } = this.state.ui.dialogIdentity ?? { kind: "join", name: "", target: "" };
    return html`
      <qt-dialog
        .heading=${this.t(`person.title_${kind}`)} .closeLabel=${this.t("dialog.close")} @dismissed=${this.dismissed}
      >
        <form @submit=${this.submitted}>
          ${name ? html`<p>${name}</p>` : nothing} ${target ? nothing : this.otherField()}
          <label for="reason">${this.t("person.reason")}<em>${this.t("required")}</em></label>
          <textarea id="reason" class="field" ?data-first=${target !== ""} rows="3" maxlength="500" aria-describedby="hint"></textarea>
          <p id="hint" class="hint">${this.t(`person.hint_${kind}`)}</p>
          <p class="problem" role="alert">${this.problem}</p>
        </form>
        <button slot="actions" class="button" @click=${this.cancel}>${this.t("action.cancel")}</button>
        <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${this.submitted}>
          ${this.busy ? this.t("dialog.busy") : this.t(`person.do_${kind}`)}
        </button>
      </qt-dialog>
    `;
  }

  protected override act(): Promise<boolean> {
    const wanted = this.state.ui.dialogIdentity;
    if (!wanted) return Promise.resolve(true);
    const target = wanted.target || (this.other?.value.trim() ?? "");
    return this.app.people.decide(this.conversationId, { ...wanted, target }, this.reason.value.trim());
  }

  private otherField(): TemplateResult {
    return html`
      <label for="other">${this.t("person.other")}<em>${this.t("required")}</em></label>
      <input id="other" class="field" data-first maxlength="32" autocomplete="off" placeholder="CX112112345" aria-describedby="other-hint" />
      <p id="other-hint" class="hint">${this.t("person.hint_other")}</p>
    `;
  }

  private submitted(event: Event): void {
    event.preventDefault();
    const missing = this.other !== null && this.other.value.trim() === "";
    const short = this.reason.value.trim().length < SHORTEST_REASON;
    this.problem = missing ? this.t("person.other_required") : short ? this.t("person.reason_required") : "";
    if (!this.problem) void this.submit();
    else (missing ? this.other : this.reason)?.focus();
  }
}
