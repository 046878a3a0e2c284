import type { Action } from "./actions.ts";
import type { ReportsState } from "./state.ts";

/** Alerts, and figures of the chosen days; figures of other days come too late and are dropped. */
export function reduceReports(reports: ReportsState, action: Action): ReportsState {
  switch (action.type) {
    case "reports.days":
      return { ...reports, load: "loading", days: action.days, report: null };
    case "reports.loaded":
      return action.days === reports.days ? { ...reports, load: "ready", report: action.report } : reports;
    case "reports.failed":
      return action.days === reports.days && !reports.report ? { ...reports, load: "failed" } : reports;
    case "alerts.loaded":
      return { ...reports, alerts: action.alerts };
    default:
      return reports;
  }
}
