import { html, type TemplateResult } from "lit";
import type { FeedbackSummary, Figures, LowRating } from "../../shared/feedback.ts";
import { dayAndClock } from "../../shared/time.ts";
import { base } from "../../shared/tokens.ts";
import type { State } from "../store/state.ts";
import { controls, emptyState } from "../styles/controls.ts";
import { feedbackStyles } from "../styles/feedback.ts";
import { page } from "../styles/page.ts";
import { labelOf, type Word, wordFor } from "../words/index.ts";
import { ConsoleElement } from "./console-element.ts";
import { icon } from "./icons.ts";

const PERIODS = [7, 30, 90] as const;
const SCORES = [5, 4, 3, 2, 1] as const;
const SATISFIED = [4, 5] as const;

/** `<qt-feedback>`: what customers' ratings add up to, and the low ones with the way to their conversations. */
export class FeedbackPage extends ConsoleElement {
  static override styles = [base, controls, emptyState, page, feedbackStyles];

  protected override watched({ feedback, config }: State): readonly unknown[] {
    return [feedback, config];
  }

  protected override render(): TemplateResult {
    return html`
      <main aria-label=${this.t("feedback.title")}>
        <header>
          <button class="button quiet" @click=${this.back}>${icon("back")}${this.t("channels.back")}</button>
          <h1>${this.t("feedback.title")}</h1>
          ${this.periods()}
        </header>
        <div class="content">${this.content()}</div>
      </main>
    `;
  }

  private periods(): TemplateResult {
    const { days } = this.state.feedback;
    return html`
      <div class="periods" role="group" aria-label=${this.t("feedback.period")}>
        ${PERIODS.map(
          (one) => html`
            <button
              class="button small ${one === days ? "primary" : ""}"
              aria-pressed=${one === days}
              @click=${() => this.app.feedback.choose(one)}
            >${this.t("feedback.days", { days: one })}</button>
          `,
        )}
      </div>
    `;
  }

  private content(): TemplateResult {
    const { load, summary } = this.state.feedback;
    if (load === "failed") return this.failed();
    if (!summary) return html`<div class="skeleton" style="height: 96px" aria-busy="true"></div>`;
    if (summary.count === 0) {
      return html`
        <div class="empty"><strong>${this.t("feedback.empty.title")}</strong><p>${this.t("feedback.empty.text")}</p></div>
      `;
    }
    return html`
      ${this.totals(summary)}
      <div class="tables">
        ${this.scores(summary)} ${this.kinds("feedback.by_served", summary.by_served, (one) => wordFor(this.t, "feedback.served", one))}
        ${this.kinds("feedback.by_channel", summary.by_channel, (one) => wordFor(this.t, "channel", one))}
        ${this.kinds("feedback.by_skill", summary.by_skill, (one) => this.skill(one))}
      </div>
      ${this.low(summary.low)}
    `;
  }

  private totals(summary: FeedbackSummary): TemplateResult {
    const satisfied = SATISFIED.reduce((sum, score) => sum + (summary.scores[score] ?? 0), 0);
    const share = Math.round((100 * satisfied) / summary.count);
    return html`
      <dl class="totals">
        ${total(this.t("feedback.average"), average(summary))} ${total(this.t("feedback.count"), summary.count)}
        ${total(this.t("feedback.satisfied"), `${share}%`)}
      </dl>
    `;
  }

  private scores({ scores, count }: FeedbackSummary): TemplateResult {
    return html`
      <section aria-labelledby="scores">
        <h2 id="scores">${this.t("feedback.scores")}</h2>
        <ul>
          ${SCORES.map((score) => {
            const times = scores[score] ?? 0;
            return html`
              <li>
                <span>${this.t("feedback.score", { score })}</span>
                <span class="bar ${score <= 2 ? "low" : ""}" style="--share: ${times / count}" aria-hidden="true"></span>
                <span class="number">${this.t("feedback.times", { count: times })}</span>
              </li>
            `;
          })}
        </ul>
      </section>
    `;
  }

  private kinds(
    title: Word,
    figures: Readonly<Record<string, Figures>>,
    name: (code: string) => string,
  ): TemplateResult {
    return html`
      <section aria-labelledby=${title}>
        <h2 id=${title}>${this.t(title)}</h2>
        <ul>
          ${Object.entries(figures).map(
            ([code, one]) => html`
              <li>
                <span>${name(code)}</span>
                <span class="number">
                  ${this.t("feedback.figures", { average: average(one), count: one.count })}
                </span>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  private low(ratings: readonly LowRating[]): TemplateResult {
    return html`
      <section aria-labelledby="low">
        <h2 id="low">${this.t("feedback.low")}</h2>
        ${
          ratings.length > 0
            ? html`<ul class="low">${ratings.map((one) => this.lowRating(one))}</ul>`
            : html`<p class="muted">${this.t("feedback.none_low")}</p>`
        }
      </section>
    `;
  }

  private lowRating(one: LowRating): TemplateResult {
    const about = [
      wordFor(this.t, "channel", one.channel),
      wordFor(this.t, "feedback.served", one.served_by),
      dayAndClock(one.given_at, this.app.preferences.lang),
    ];
    return html`
      <li>
        <span class="chip danger">${this.t("feedback.score", { score: one.score })}</span>
        <span class="comment">
          <span class=${one.comment ? "" : "muted"}>${one.comment ?? this.t("feedback.no_comment")}</span>
          <span class="muted">${about.join(" · ")}</span>
        </span>
        <button class="button small" @click=${() => this.open(one.conversation_id)}>${this.t("feedback.open")}</button>
      </li>
    `;
  }

  private skill(code: string): string {
    return labelOf(this.state.config?.skills, code, this.app.preferences.lang);
  }

  private failed(): TemplateResult {
    return html`
      <div class="empty" role="alert">
        ${icon("alert")}
        <p>${this.t("feedback.failed")}</p>
        <button class="button" @click=${() => this.app.feedback.refresh()}>${this.t("action.retry")}</button>
      </div>
    `;
  }

  private back(): void {
    this.app.store.dispatch({ type: "ui.page", page: "desk" });
  }

  private open(id: string): void {
    this.back();
    void this.app.threads.open(id);
  }
}

function total(name: string, value: string | number): TemplateResult {
  return html`<div><dt>${name}</dt><dd class="number">${value}</dd></div>`;
}

function average({ average: value }: Figures): string {
  return value === null ? "–" : value.toFixed(1);
}
