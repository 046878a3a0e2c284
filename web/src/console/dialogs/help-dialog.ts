import { css, html, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import { ConsoleElement } from "../elements/console-element.ts";
import type { State } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import type { Word } from "../words/index.ts";
import type { Dialog } from "./dialog.ts";

type Shortcut = readonly [keys: string, word: Word];

const ANYWHERE: readonly Shortcut[] = [
  ["Alt A", "help.claim"],
  ["Alt T", "help.transfer"],
  ["Alt N", "help.note"],
  ["Alt E", "help.close"],
  ["Alt P", "help.packet"],
  ["Alt ↓ ↑", "help.next"],
  ["Alt 1 2 3", "help.tabs"],
  ["Esc", "help.escape"],
];
const READING: readonly Shortcut[] = [
  ["/", "help.focus"],
  ["?", "help.open"],
];
const LIST: readonly Shortcut[] = [
  ["↑ ↓", "help.arrows"],
  ["Enter", "help.enter"],
];

/** `<qt-help-dialog>`: every keyboard shortcut of the console. */
export class HelpDialog extends ConsoleElement {
  static override styles = [
    base,
    controls,
    css`
      h3 {
        margin: var(--qt-space-3) 0 var(--qt-space-1);
        color: var(--qt-text-muted);
        font-size: var(--qt-text-xs);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 6px var(--qt-space-4);
        margin: 0;
        font-size: var(--qt-text-sm);
      }
      dt {
        display: flex;
        gap: 4px;
        min-width: 110px;
      }
      dd {
        margin: 0;
      }
      kbd {
        min-width: 22px;
        padding: 0 6px;
        border: 1px solid var(--qt-line-strong);
        border-bottom-width: 2px;
        border-radius: 4px;
        background: var(--qt-canvas);
        font-family: var(--qt-font-number);
        font-size: var(--qt-text-xs);
        line-height: 20px;
        text-align: center;
      }
    `,
  ];

  @query("qt-dialog") private frame!: Dialog;

  protected override watched({ ui }: State): readonly unknown[] {
    return [ui.preferences];
  }

  protected override render(): TemplateResult {
    const { enterSends } = this.app.preferences;
    const composing: readonly Shortcut[] = [
      [enterSends ? "Enter" : "Ctrl Enter", "help.send"],
      [enterSends ? "Ctrl Enter" : "Enter", "help.newline"],
    ];
    return html`
      <qt-dialog .heading=${this.t("help.title")} .closeLabel=${this.t("dialog.close")} @dismissed=${this.dismissed}>
        ${this.group("help.global", ANYWHERE)} ${this.group("help.composing", composing)}
        ${this.group("help.list", LIST)} ${this.group("help.reading", READING)}
        <button slot="actions" class="button" @click=${() => this.frame.close()}>${this.t("dialog.close")}</button>
      </qt-dialog>
    `;
  }

  private group(title: Word, shortcuts: readonly Shortcut[]): TemplateResult {
    return html`
      <h3>${this.t(title)}</h3>
      <dl>${shortcuts.map(([keys, word]) => this.shortcut(keys, word))}</dl>
    `;
  }

  private shortcut(keys: string, word: Word): TemplateResult {
    return html`<dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${this.t(word)}</dd>`;
  }

  private dismissed(): void {
    this.app.store.dispatch({ type: "ui.dialog", dialog: null });
  }
}
