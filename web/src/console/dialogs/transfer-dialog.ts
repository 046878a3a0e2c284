import { html, type PropertyValues, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import type { Agent } from "../../shared/agents.ts";
import { base } from "../../shared/tokens.ts";
import { controls } from "../styles/controls.ts";
import { dialogForm } from "../styles/dialog-form.ts";
import { labelOf } from "../words/index.ts";
import { FormDialog } from "./form-dialog.ts";

type Target = "agent" | "skill";

/** `<qt-transfer-dialog>`: to a colleague or a skill group, with a note so that nothing is asked twice (BUSINESS B12). */
export class TransferDialog extends FormDialog {
  static override styles = [base, controls, dialogForm];

  @state() private target: Target = "agent";
  @state() private agents: readonly Agent[] | null = null;
  @query("#note") private note!: HTMLTextAreaElement;
  @query("input[name=choice]:checked") private chosen!: HTMLInputElement | null;

  protected override render(): TemplateResult {
    return html`
      <qt-dialog
        .heading=${this.t("transfer.title")} .closeLabel=${this.t("dialog.close")} @dismissed=${this.dismissed}
      >
        <form @submit=${this.submitted}>
          <fieldset>
            <legend>${this.t("transfer.to")}<em>${this.t("required")}</em></legend>
            <div class="segments">
              ${this.segment("agent")} ${this.segment("skill")}
            </div>
            <div class="choices">${this.target === "agent" ? this.agentChoices() : this.skillChoices()}</div>
          </fieldset>
          <p class="problem" role="alert">${this.problem}</p>
          <label for="note">${this.t("transfer.note")}</label>
          <textarea id="note" class="field" rows="4" maxlength="2000" aria-describedby="note-hint"></textarea>
          <p id="note-hint" class="hint">${this.t("transfer.note_hint")}</p>
        </form>
        <button slot="actions" class="button" @click=${this.cancel}>${this.t("action.cancel")}</button>
        <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${this.submitted}>
          ${this.t(this.busy ? "dialog.busy" : "transfer.submit")}
        </button>
      </qt-dialog>
    `;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.loadAgents();
  }

  protected override act(): Promise<boolean> {
    const choice = this.chosen?.value ?? "";
    const note = this.note.value.trim();
    const request = this.target === "agent" ? { to_agent: choice, note } : { to_skill: choice, note };
    return this.app.ownership.transfer(this.conversationId, request);
  }

  private async loadAgents(): Promise<void> {
    try {
      const agents = await this.app.desk.api.agents();
      this.agents = agents.filter(
        (agent) => agent.id !== this.state.session.me?.id && agent.status !== "offline",
      );
    } catch (error) {
      this.agents = [];
      this.app.desk.report(error);
    }
  }

  private segment(target: Target): TemplateResult {
    const choose = (): void => {
      this.target = target;
      this.problem = "";
    };
    return html`
      <button type="button" ?data-first=${target === "agent"} aria-pressed=${this.target === target} @click=${choose}>
        ${this.t(`transfer.to_${target}`)}
      </button>
    `;
  }

  private agentChoices(): TemplateResult | TemplateResult[] {
    if (this.agents === null) return html`<div class="skeleton"></div>`;
    if (this.agents.length === 0) return html`<p class="hint">${this.t("transfer.no_agents")}</p>`;
    return this.agents.map((agent) => this.agentChoice(agent));
  }

  private agentChoice(agent: Agent): TemplateResult {
    const { lang } = this.app.preferences;
    const full = agent.active >= agent.capacity;
    const skills = agent.skills.map((skill) => labelOf(this.state.config?.skills, skill, lang)).join(" · ");
    const load = full ? this.t("transfer.full") : `${agent.active}/${agent.capacity}`;
    return html`
      <label class="choice">
        <input type="radio" name="choice" value=${agent.id} ?disabled=${full} />
        <span class="dot ${agent.status}" title=${this.t(`status.${agent.status}`)}></span>
        <strong>${agent.display_name}</strong><span class="muted">${skills}</span>
        <span class="load number">${load}</span>
      </label>
    `;
  }

  private skillChoices(): TemplateResult[] {
    const labels = this.state.config?.skills ?? [];
    const { lang } = this.app.preferences;
    return labels.map(
      ({ code }) => html`
        <label class="choice">
          <input type="radio" name="choice" value=${code} /><strong>${labelOf(labels, code, lang)}</strong>
        </label>
      `,
    );
  }

  private submitted(event: Event): void {
    event.preventDefault();
    this.problem = this.chosen ? "" : this.t("transfer.choose");
    if (!this.problem) void this.submit();
  }
}
