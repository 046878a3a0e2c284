import { html, type TemplateResult } from "lit";
import type { Packet } from "../../shared/packet.ts";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { emotionStyles } from "../styles/emotions.ts";
import { packetStyles } from "../styles/packet.ts";
import { attachmentStyles } from "./attachments.ts";
import { copyToClipboard } from "./clipboard.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";
import { factSections } from "./packet-facts.ts";
import { historySections } from "./packet-history.ts";
import { personSection } from "./packet-person.ts";
import type { PacketActs, SectionContext } from "./packet-section.ts";
import { workSections } from "./packet-work.ts";

/** `<qt-packet>`: what was collected before the agent's first word, so that nothing is asked twice (DESIGN D7). */
export class PacketPanel extends ConsoleElement {
  static override styles = [base, controls, emptyState, attachmentStyles, packetStyles, emotionStyles];

  protected override watched({ ui, threads, config, work }: State): readonly unknown[] {
    const thread = threads[ui.selected ?? ""];
    return [ui.selected, thread?.packet, thread?.packetLoad, config, work.cases];
  }

  /** Deadlines run; everything else stands still. */
  protected override ticking(): boolean {
    const { ui, threads } = this.state;
    const packet = threads[ui.selected ?? ""]?.packet;
    return packet !== null && packet !== undefined && packet.cases.length + packet.promises.length > 0;
  }

  protected override render(): TemplateResult {
    return html`
      <aside aria-label=${this.t("packet.label")}>
        <header>
          <h2>${this.t("packet.label")}</h2>
          <button class="button quiet small icon-only hide" @click=${this.hide} aria-label=${this.t("packet.close")}>
            ${icon("close")}
          </button>
        </header>
        <div class="scroll" tabindex="0" aria-label=${this.t("packet.label")}>${this.content()}</div>
      </aside>
    `;
  }

  private content(): TemplateResult {
    const id = this.state.ui.selected ?? "";
    const thread = this.state.threads[id];
    if (thread?.packet) return this.sections(thread.packet);
    if (thread?.packetLoad === "failed") return this.failed(id);
    return html`
      <div class="loading" aria-busy="true">
        ${[90, 60, 100, 75, 85].map((width) => html`<div class="skeleton" style="width: ${width}%"></div>`)}
      </div>
    `;
  }

  private sections(packet: Packet): TemplateResult {
    const context: SectionContext = {
      t: this.t,
      lang: this.app.preferences.lang,
      config: this.state.config,
      now: Date.now(),
      copy: (value) => void this.copy(value),
      histories: this.state.work.cases,
      act: this.acts(),
    };
    return html`
      ${factSections(packet, context)} ${personSection(packet, context)} ${workSections(packet, context)} ${historySections(packet, context)}
    `;
  }

  private acts(): PacketActs {
    const { work, store } = this.app;
    return {
      take: (one) => void work.take(one),
      resolve: ({ number }) => store.dispatch({ type: "ui.dialog", dialog: "resolve", caseNumber: number }),
      reopen: (one) => void work.reopen(one),
      toOutlet: (one) => void work.sendToOutlet(one),
      history: (number) => void work.history(number),
      identity: (identity) => store.dispatch({ type: "ui.dialog", dialog: "identity", identity }),
      keep: (promiseId) => void work.keep(promiseId),
    };
  }

  private failed(id: string): TemplateResult {
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("packet.failed")}</p>
        <button class="button" @click=${() => this.app.threads.packet(id)}>${this.t("action.retry")}</button>
      </div>
    `;
  }

  private hide(): void {
    this.app.store.dispatch({ type: "ui.drawer", open: false });
  }

  private async copy(value: string): Promise<void> {
    await copyToClipboard(value);
    this.app.desk.toast("success", "action.copied");
  }
}
