import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import { icon } from "../elements/icons.ts";
import { controls } from "../styles/controls.ts";

/**
 * `<qt-dialog>`: the frame of every dialog, on the native `<dialog>`, which keeps the focus inside,
 * closes by Escape and gives the focus back. Slots: default and `actions`. Fires `dismissed` once it is closed.
 */
export class Dialog extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(520px, calc(100vw - 48px));
        max-height: calc(100dvh - 64px);
        padding: 0;
        border: 0;
        border-radius: var(--qt-radius-lg);
        background: var(--qt-surface);
        color: inherit;
        box-shadow: var(--qt-shadow-lg);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: appear var(--qt-medium) var(--qt-ease);
      }
      dialog::backdrop {
        background: rgb(22 32 46 / 40%);
      }
      dialog:focus-visible {
        box-shadow: var(--qt-shadow-lg);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--qt-space-4) var(--qt-space-4) var(--qt-space-2) var(--qt-space-5);
      }
      h2 {
        margin: 0;
        font-size: var(--qt-text-lg);
        font-weight: var(--qt-weight-bold);
      }
      .body {
        padding: var(--qt-space-2) var(--qt-space-5) var(--qt-space-4);
        overflow-y: auto;
      }
      footer {
        display: flex;
        justify-content: flex-end;
        gap: var(--qt-space-2);
        padding: var(--qt-space-3) var(--qt-space-5);
        border-top: 1px solid var(--qt-line);
        background: var(--qt-canvas);
      }
      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  @property() heading = "";
  @property({ attribute: "close-label" }) closeLabel = "";
  @query("dialog") private dialog!: HTMLDialogElement;
  private isClosed = false;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override disconnectedCallback(): void {
    this.dialog.close();
    super.disconnectedCallback();
  }

  /** Closes it; the owner hears `dismissed` at once, not only with the browser's later `close` event. */
  close(): void {
    this.dialog.close();
    this.closed();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${this.closed} @keydown=${this.pressed} @mousedown=${this.outside}>
        <header>
          <h2 id="heading">${this.heading}</h2>
          <button class="button quiet small icon-only" @click=${this.close} aria-label=${this.closeLabel}>
            ${icon("close")}
          </button>
        </header>
        <div class="body"><slot></slot></div>
        <footer><slot name="actions"></slot></footer>
      </dialog>
    `;
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.dispatchEvent(new CustomEvent("dismissed"));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.close();
  }

  /** Only a press on the backdrop has the dialog itself as its target. */
  private outside(event: MouseEvent): void {
    if (event.composedPath()[0] === this.dialog) this.close();
  }
}
