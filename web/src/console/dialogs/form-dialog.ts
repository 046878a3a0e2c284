import type { PropertyValues } from "lit";
import { query, state } from "lit/decorators.js";
import { ConsoleElement } from "../elements/console-element.ts";
import type { State } from "../store/state.ts";
import type { Dialog } from "./dialog.ts";

/** What the dialogs that change a conversation share: its id at opening, being busy, and closing when done. */
export abstract class FormDialog extends ConsoleElement {
  @state() protected busy = false;
  @state() protected problem = "";
  @query("qt-dialog") private frame!: Dialog;
  /** The conversation that the dialog was opened for: the selection may change while it is open. */
  protected conversationId = "";

  /** Does it; true when the desk agreed. */
  protected abstract act(): Promise<boolean>;

  protected override watched({ config }: State): readonly unknown[] {
    return [config];
  }

  override connectedCallback(): void {
    this.conversationId = this.state.ui.selected ?? "";
    super.connectedCallback();
  }

  /** The native dialog focuses its first button, which is the cross; the form's first field is meant. */
  protected override firstUpdated(_changed: PropertyValues): void {
    const focusField = (): void => this.renderRoot.querySelector<HTMLElement>("[data-first]")?.focus();
    void this.frame.updateComplete.then(focusField);
  }

  protected readonly dismissed = (): void => {
    this.app.store.dispatch({ type: "ui.dialog", dialog: null });
  };

  protected readonly cancel = (): void => {
    this.frame.close();
  };

  protected async submit(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const done = await this.act();
    this.busy = false;
    if (done) this.frame.close();
  }
}
