import { html, type TemplateResult } from "lit";
import type { OutletRow } from "../../shared/reports.ts";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { page } from "../styles/page.ts";
import { reportsStyles } from "../styles/reports.ts";
import { wordFor } from "../words/index.ts";
import { alertCard } from "./alert.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

const PERIODS = [7, 30, 90] as const;

/** `<qt-reports>`: what is abnormal at outlets, and below how many problems each has and had before. */
export class ReportsPage extends ConsoleElement {
  static override styles = [base, controls, emptyState, page, reportsStyles];

  protected override watched({ reports }: State): readonly unknown[] {
    return [reports];
  }

  protected override render(): TemplateResult {
    return html`
      <main aria-label=${this.t("reports.title")}>
        <header>
          <button class="button quiet" @click=${this.back}>${icon("back")}${this.t("channels.back")}</button>
          <h1>${this.t("reports.title")}</h1>
        </header>
        <div class="content">${this.alerts()} ${this.figures()}</div>
      </main>
    `;
  }

  private alerts(): TemplateResult {
    const { alerts } = this.state.reports;
    const context = {
      t: this.t,
      lang: this.app.preferences.lang,
      acknowledge: (id: string) => void this.app.reports.acknowledge(id),
    };
    return html`
      <section aria-labelledby="alerts">
        <h2 id="alerts">${this.t("reports.alerts")}</h2>
        ${
          alerts.length > 0
            ? html`<ul>${alerts.map((one) => alertCard(one, context))}</ul>`
            : html`<p class="muted">${this.t("reports.calm")}</p>`
        }
      </section>
    `;
  }

  private figures(): TemplateResult {
    return html`
      <section aria-labelledby="table">
        <div class="titled">
          <h2 id="table">${this.t("reports.table")}</h2>
          ${this.periods()}
        </div>
        ${this.table()}
      </section>
    `;
  }

  private periods(): TemplateResult {
    const { days } = this.state.reports;
    return html`
      <div class="periods" role="group" aria-label=${this.t("feedback.period")}>
        ${PERIODS.map(
          (one) => html`
            <button
              class="button small ${one === days ? "primary" : ""}"
              aria-pressed=${one === days}
              @click=${() => this.app.reports.choose(one)}
            >${this.t("feedback.days", { days: one })}</button>
          `,
        )}
      </div>
    `;
  }

  private table(): TemplateResult {
    const { load, report } = this.state.reports;
    if (load === "failed") return this.failed();
    if (!report) return html`<div class="skeleton" style="height: 96px" aria-busy="true"></div>`;
    if (report.rows.length === 0) return html`<p class="muted">${this.t("reports.empty")}</p>`;
    const columns = ["outlet", "kind", "opened", "before", "unfinished", "late"] as const;
    return html`
      <table>
        <thead>
          <tr>${columns.map((one) => html`<th scope="col">${this.t(`reports.${one}`)}</th>`)}</tr>
        </thead>
        <tbody>${report.rows.map((row) => this.row(row))}</tbody>
      </table>
    `;
  }

  private row(row: OutletRow): TemplateResult {
    return html`
      <tr>
        <th scope="row">${row.outlet ?? this.t("reports.unknown")}</th>
        <td>${wordFor(this.t, "case", row.kind)}</td>
        <td class="number">${row.opened}${this.trend(row)}</td>
        <td class="number">${row.before}</td>
        <td class="number">${row.unfinished}</td>
        <td class="number ${row.late > 0 ? "late" : ""}">${row.late}</td>
      </tr>
    `;
  }

  private trend({ opened, before }: OutletRow): TemplateResult {
    const difference = opened - before;
    const word = difference > 0 ? "reports.more" : difference < 0 ? "reports.fewer" : "reports.same";
    const arrow = difference > 0 ? "↑" : difference < 0 ? "↓" : "→";
    return html`
      <span class="trend ${difference > 0 ? "up" : ""}" aria-hidden="true">${arrow}</span>
      <span class="visually-hidden">${this.t(word, { count: Math.abs(difference) })}</span>
    `;
  }

  private failed(): TemplateResult {
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("reports.failed")}</p>
        <button class="button" @click=${() => this.app.reports.refresh()}>${this.t("action.retry")}</button>
      </div>
    `;
  }

  private back(): void {
    this.app.store.dispatch({ type: "ui.page", page: "desk" });
  }
}
