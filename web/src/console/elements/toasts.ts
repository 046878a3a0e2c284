import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { base } from "../../shared/tokens.ts";
import type { State, Toast, ToastTone } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import { ConsoleElement } from "./console-element.ts";
import { type IconName, icon } from "./icons.ts";

const ICONS: Record<ToastTone, IconName> = {
  info: "person",
  success: "done",
  warning: "alert",
  error: "alert",
};

/** `<qt-toasts>`: short notices, spoken by screen readers without taking the focus. */
export class Toasts extends ConsoleElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset: auto auto var(--qt-space-4) var(--qt-space-4);
        width: max-content;
        max-width: 288px;
        margin: 0;
        padding: 0;
        border: 0;
        background: transparent;
        overflow: visible;
        pointer-events: none;
      }
      /* On a telephone the composer is at the bottom, and the buttons of the conversation above. */
      @media (max-width: 719px) {
        :host {
          inset: 76px var(--qt-space-2) auto auto;
        }
      }
      ul {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        gap: var(--qt-space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--qt-space-2);
        padding: 8px 8px 8px 14px;
        border: 1px solid var(--qt-line);
        border-radius: var(--qt-radius-md);
        background: var(--qt-surface);
        box-shadow: var(--qt-shadow-md);
        font-size: var(--qt-text-sm);
        font-weight: var(--qt-weight-medium);
        pointer-events: auto;
        animation: arrive var(--qt-medium) var(--qt-ease);
      }
      li > svg.icon {
        color: var(--qt-brand);
      }
      .success > svg.icon {
        color: var(--qt-success);
      }
      .warning > svg.icon {
        color: var(--qt-warning);
      }
      .error > svg.icon {
        color: var(--qt-danger);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  protected override watched({ ui }: State): readonly unknown[] {
    return [ui.toasts];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "manual";
    this.showPopover();
  }

  /** Shown anew, it lies above a dialog that was opened after it. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.hidePopover();
    this.showPopover();
  }

  protected override render(): TemplateResult {
    const { toasts } = this.state.ui;
    return html`
      <div role="status" aria-live="polite">
        <ul>
          ${repeat(
            toasts,
            (toast) => toast.id,
            (toast) => this.toast(toast),
          )}
        </ul>
      </div>
    `;
  }

  private toast(toast: Toast): TemplateResult {
    const dismiss = (): void => this.app.store.dispatch({ type: "ui.toast_gone", id: toast.id });
    return html`
      <li class=${toast.tone}>
        ${icon(ICONS[toast.tone])}
        <span>${this.t(toast.word, toast.params)}</span>
        <button class="button quiet small icon-only" @click=${dismiss} aria-label=${this.t("action.dismiss")}>
          ${icon("close")}
        </button>
      </li>
    `;
  }
}
