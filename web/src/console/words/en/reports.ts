import type { Dictionary } from "../../../shared/i18n.ts";
import type { reports as zh } from "../zh/reports.ts";

/** The supervisors' page about outlets: what is abnormal, and how many problems each has. */
export const reports: Dictionary<keyof typeof zh> = {
  "reports.title": "Outlets",
  "reports.raised": "Something is abnormal at {outlet}; see Outlets",
  "reports.badge": "Abnormal at outlets: {count}",
  "reports.alerts": "Abnormal situations",
  "reports.calm": "Nothing is abnormal at the moment.",
  "reports.alert.enquiries": "Far more enquiries than usual",
  "reports.alert.unreachable": "Telephone is not answered",
  "reports.alert.no_parcels": "No parcels are taken in",
  "reports.evidence.enquiries": "{days} on the days since {since}; {usual} a day is usual",
  "reports.evidence.unreachable":
    "Customers who could not reach it: {customers}. First: {first}; latest: {last}",
  "reports.evidence.letters": "Letters that could not be delivered: {count}",
  "reports.evidence.no_parcels":
    "None for more than {days} days; before, there were some on {active_days} of {usual_days} days, {usual} a day on average",
  "reports.cases": "Cases {numbers}",
  "reports.raised_at": "Seen {at}",
  "reports.over_at": "Over {at}",
  "reports.state.over": "Over",
  "reports.acknowledge": "Take note",
  "reports.acknowledged": "Noted by {name}, {at}",
  "reports.failed": "The figures could not be loaded",
  "reports.table": "Problems by outlet",
  "reports.outlet": "Outlet",
  "reports.kind": "Kind",
  "reports.opened": "Period",
  "reports.before": "Before",
  "reports.unfinished": "Unfinished",
  "reports.late": "Late",
  "reports.unknown": "No outlet named",
  "reports.empty": "There are no cases in this period.",
  "reports.more": "{count} more than before",
  "reports.fewer": "{count} fewer than before",
  "reports.same": "As many as before",
};
