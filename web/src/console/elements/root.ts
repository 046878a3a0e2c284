import { css, html, type TemplateResult } from "lit";
import { base, tokens } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { ConsoleElement } from "./console-element.ts";

/** `<qt-console>`: the login or the work place, and the notices above either. */
export class ConsoleRoot extends ConsoleElement {
  static override styles = [
    tokens,
    base,
    css`
      :host {
        display: block;
        height: 100dvh;
        background: var(--qt-canvas);
      }
      .opening {
        display: grid;
        place-items: center;
        height: 100%;
        color: var(--qt-text-muted);
      }
    `,
  ];

  protected override watched({ session }: State): readonly unknown[] {
    return [session.phase];
  }

  protected override render(): TemplateResult {
    return html`${this.page()}<qt-toasts .app=${this.app}></qt-toasts>`;
  }

  private page(): TemplateResult {
    const { phase } = this.state.session;
    if (phase === "restoring") return html`<div class="opening" role="status">${this.t("app.loading")}</div>`;
    if (phase === "active") return html`<qt-shell .app=${this.app}></qt-shell>`;
    return html`<qt-login .app=${this.app}></qt-login>`;
  }
}
