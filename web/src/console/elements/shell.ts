import { html, nothing, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import { shellStyles } from "../styles/shell.ts";
import { ConsoleElement } from "./console-element.ts";
import type { ConversationPane } from "./conversation.ts";
import { icon } from "./icons.ts";
import { Shortcuts } from "./shortcuts.ts";

/** `<qt-shell>`: the three columns, the connection banner, and the dialog that is open. */
export class Shell extends ConsoleElement {
  static override styles = [base, controls, shellStyles];

  @query("qt-conversation") private pane!: ConversationPane | null;

  constructor() {
    super();
    this.addController(
      new Shortcuts(
        () => this.app,
        () => this.pane?.focusComposer(),
      ),
    );
  }

  protected override watched({ live, ui }: State): readonly unknown[] {
    return [live.connection, ui.selected, ui.drawer, ui.dialog, ui.page];
  }

  protected override render(): TemplateResult {
    return html`
      ${this.banner()}
      ${this.page()}
      ${this.dialog()}
    `;
  }

  private page(): TemplateResult {
    switch (this.state.ui.page) {
      case "channels":
        return html`<qt-channels .app=${this.app}></qt-channels>`;
      case "feedback":
        return html`<qt-feedback .app=${this.app}></qt-feedback>`;
      case "reports":
        return html`<qt-reports .app=${this.app}></qt-reports>`;
      default:
        return this.columns();
    }
  }

  private columns(): TemplateResult {
    const { selected, drawer } = this.state.ui;
    return html`
      <div class="columns ${selected ? "with-conversation" : "without-packet"}">
        <qt-rail .app=${this.app}></qt-rail>
        <qt-conversation .app=${this.app}></qt-conversation>
        ${selected && drawer ? html`<div class="veil" @click=${this.closeDrawer}></div>` : nothing}
        ${selected ? html`<qt-packet .app=${this.app} class=${drawer ? "open" : ""}></qt-packet>` : nothing}
      </div>
    `;
  }

  private banner(): TemplateResult {
    const offline = this.state.live.connection === "offline";
    return html`
      <div role="status" aria-live="polite">
        ${offline ? html`<p class="banner">${icon("offline")}${this.t("connection.offline")}</p>` : nothing}
      </div>
    `;
  }

  private dialog(): TemplateResult | typeof nothing {
    switch (this.state.ui.dialog) {
      case "close":
        return html`<qt-close-dialog .app=${this.app}></qt-close-dialog>`;
      case "transfer":
        return html`<qt-transfer-dialog .app=${this.app}></qt-transfer-dialog>`;
      case "help":
        return html`<qt-help-dialog .app=${this.app}></qt-help-dialog>`;
      case "promise":
        return html`<qt-promise-dialog .app=${this.app}></qt-promise-dialog>`;
      case "resolve":
        return html`<qt-resolve-dialog .app=${this.app}></qt-resolve-dialog>`;
      case "identity":
        return html`<qt-identity-dialog .app=${this.app}></qt-identity-dialog>`;
      default:
        return nothing;
    }
  }

  private closeDrawer(): void {
    this.app.store.dispatch({ type: "ui.drawer", open: false });
  }
}
