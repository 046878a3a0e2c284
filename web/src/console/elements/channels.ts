import { html, type nothing, type TemplateResult } from "lit";
import { keyOf } from "../../shared/channels.ts";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { channelsStyles } from "../styles/channels.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { page } from "../styles/page.ts";
import { accountCard, type CardContext } from "./channel-account.ts";
import { copyToClipboard } from "./clipboard.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

/** Milliseconds between looks while the page is open. */
const REFRESH_MS = 10_000;

/** `<qt-channels>`: each account of each channel, how it is doing, what was given up, and how it is set up. */
export class ChannelsPage extends ConsoleElement {
  static override styles = [base, controls, emptyState, page, channelsStyles];

  private timer: ReturnType<typeof setInterval> | undefined;

  protected override watched({ channels }: State): readonly unknown[] {
    return [channels];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => void this.app.channels.refresh(), REFRESH_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    return html`
      <main aria-label=${this.t("channels.title")}>
        <header>
          <button class="button quiet" @click=${() => this.app.channels.show("desk")}>
            ${icon("back")}${this.t("channels.back")}
          </button>
          <h1>${this.t("channels.title")}</h1>
        </header>
        <div class="accounts">${this.content()}</div>
      </main>
    `;
  }

  private content(): TemplateResult | TemplateResult[] | typeof nothing {
    const { load, accounts, dead } = this.state.channels;
    if (load === "failed") return this.failed();
    if (load !== "ready") return html`<div class="skeleton" style="height: 96px" aria-busy="true"></div>`;
    return accounts.map((one) => accountCard(one, dead[keyOf(one)] ?? [], this.context()));
  }

  private context(): CardContext {
    const { channels } = this.app;
    return {
      t: this.t,
      lang: this.app.preferences.lang,
      copy: (value) => void this.copy(value),
      retry: (letter) => void channels.retry(letter),
      retryAll: (one) => void channels.retryAll(one),
      open: (id) => this.open(id),
    };
  }

  private failed(): TemplateResult {
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("channels.failed")}</p>
        <button class="button" @click=${() => this.app.channels.refresh()}>${this.t("action.retry")}</button>
      </div>
    `;
  }

  private open(id: string): void {
    this.app.channels.show("desk");
    void this.app.threads.open(id);
  }

  private async copy(value: string): Promise<void> {
    await copyToClipboard(value);
    this.app.desk.toast("success", "action.copied");
  }
}
