import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls } from "../styles/controls.ts";
import { loginStyles } from "../styles/login.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

/** `<qt-login>`: username and password. After an expired session it says so and leads back. */
export class LoginPage extends ConsoleElement {
  static override styles = [base, controls, loginStyles];

  @state() private busy = false;
  @state() private problem = "";
  @state() private shown = false;
  @query("#username") private username!: HTMLInputElement;
  @query("#password") private password!: HTMLInputElement;

  protected override watched({ session, ui }: State): readonly unknown[] {
    return [session.phase, ui.preferences.lang];
  }

  protected override firstUpdated(): void {
    const known = this.state.session.me?.username;
    if (known) this.username.value = known;
    (known ? this.password : this.username).focus();
  }

  protected override render(): TemplateResult {
    return html`
      <main>
        <form @submit=${this.submit} novalidate aria-labelledby="title">
          <div class="brand" aria-hidden="true">${icon("chat")}</div>
          <h1 id="title">${this.t("login.title")}</h1>
          <p class="subtitle">${this.t("login.subtitle")}</p>
          ${this.notice()}
          <label for="username">${this.t("login.username")}</label>
          <input
            id="username" class="field" name="username" autocomplete="username" autocapitalize="off"
            spellcheck="false" aria-invalid=${this.problem !== ""} aria-describedby="problem"
          />
          <label for="password">${this.t("login.password")}</label>
          <div class="secret">
            <input
              id="password" class="field" name="password" type=${this.shown ? "text" : "password"}
              autocomplete="current-password" aria-invalid=${this.problem !== ""} aria-describedby="problem"
            />
            <button type="button" class="button quiet small" @click=${this.toggle} aria-pressed=${this.shown}>
              ${this.t(this.shown ? "login.hide" : "login.show")}
            </button>
          </div>
          <p id="problem" class="problem" role="alert">${this.problem}</p>
          <button class="button primary submit" ?disabled=${this.busy}>
            ${this.t(this.busy ? "login.busy" : "login.submit")}
          </button>
        </form>
        <button class="button quiet small" @click=${this.switchLanguage}>${this.t("menu.language")}</button>
      </main>
    `;
  }

  private notice(): TemplateResult | typeof nothing {
    if (this.state.session.phase !== "expired") return nothing;
    return html`<p class="notice" role="status">${icon("clock")}${this.t("login.expired")}</p>`;
  }

  private toggle(): void {
    this.shown = !this.shown;
  }

  private switchLanguage(): void {
    const lang = this.app.preferences.lang === "en" ? "zh-CN" : "en";
    this.problem = "";
    this.app.store.dispatch({ type: "ui.preferences", preferences: { lang } });
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const username = this.username.value.trim();
    const password = this.password.value;
    if (!username || !password) {
      this.refuse(this.t("login.empty"));
      return;
    }
    this.busy = true;
    const problem = await this.app.session.login(username, password);
    this.busy = false;
    if (problem) this.refuse(this.t(problem.word, problem.params));
  }

  private refuse(problem: string): void {
    this.problem = problem;
    const field = this.username.value.trim() ? this.password : this.username;
    field.focus();
    if (field === this.password) field.select();
  }
}
