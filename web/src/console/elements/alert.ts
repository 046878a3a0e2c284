import { html, nothing, type TemplateResult } from "lit";
import type { Lang } from "../../shared/protocol.ts";
import type { Alert } from "../../shared/reports.ts";
import { calendarDay, dayAndClock } from "../../shared/time.ts";
import type { T } from "../words/index.ts";

/** What an alert's card needs from its page. */
export interface AlertContext {
  t: T;
  lang: Lang;
  acknowledge: (id: string) => void;
}

/** One abnormal situation: where, what was seen, since when, and who took note of it. */
export function alertCard(alert: Alert, context: AlertContext): TemplateResult {
  const { t, lang } = context;
  return html`
    <li class=${alert.state}>
      <div class="what">
        <span><strong>${alert.outlet}</strong> ${state(alert, t)}</span>
        <span>${evidence(alert, context)}</span>
        ${letters(alert, t)} ${cases(alert, t)}
        <span class="muted">${times(alert, t, lang)}</span>
      </div>
      ${
        alert.state === "open"
          ? html`<button class="button small primary" @click=${() => context.acknowledge(alert.id)}>
              ${t("reports.acknowledge")}
            </button>`
          : nothing
      }
    </li>
  `;
}

function state(alert: Alert, t: T): TemplateResult {
  const tone = { open: "danger", acknowledged: "warning", over: "success" }[alert.state];
  return html`
    <span class="chip ${tone}">${t(`reports.alert.${alert.kind}`)}</span>
    ${alert.state === "over" ? html`<span class="chip">${t("reports.state.over")}</span>` : nothing}
  `;
}

function evidence(alert: Alert, { t, lang }: AlertContext): string {
  switch (alert.kind) {
    case "enquiries": {
      const { since, days, usual } = alert.evidence;
      return t("reports.evidence.enquiries", {
        since: dayOf(since, lang),
        usual,
        days: days.join(lang === "en" ? ", " : "、"),
      });
    }
    case "unreachable": {
      const { customers, first_at, last_at } = alert.evidence;
      const [first, last] = [dayAndClock(first_at, lang), dayAndClock(last_at, lang)];
      return t("reports.evidence.unreachable", { customers, first, last });
    }
    case "no_parcels":
      return t("reports.evidence.no_parcels", alert.evidence);
  }
}

/** A date without a time is the same day everywhere. */
function dayOf(date: string, lang: Lang): string {
  return calendarDay(date, lang, new Date(), "UTC");
}

function letters(alert: Alert, t: T): TemplateResult | typeof nothing {
  if (alert.kind !== "unreachable" || alert.evidence.letters === 0) return nothing;
  return html`<span>${t("reports.evidence.letters", { count: alert.evidence.letters })}</span>`;
}

function cases(alert: Alert, t: T): TemplateResult | typeof nothing {
  if (alert.kind === "no_parcels" || alert.evidence.cases.length === 0) return nothing;
  return html`<span class="number">${t("reports.cases", { numbers: alert.evidence.cases.join(" ") })}</span>`;
}

function times(alert: Alert, t: T, lang: Lang): string {
  const { raised_at, over_at, acknowledged_at, acknowledged_by } = alert;
  const said = [t("reports.raised_at", { at: dayAndClock(raised_at, lang) })];
  if (acknowledged_at && acknowledged_by) {
    said.push(t("reports.acknowledged", { name: acknowledged_by, at: dayAndClock(acknowledged_at, lang) }));
  }
  if (over_at) said.push(t("reports.over_at", { at: dayAndClock(over_at, lang) }));
  return said.join(" · ");
}
