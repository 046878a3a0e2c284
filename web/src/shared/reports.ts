/** What supervisors are told of outlets, as `/api/v1/reports/outlets` and `/api/v1/alerts` say it (docs/contracts.md §3). */

/** The cases of one kind about one outlet; `null` are those that nobody knows an outlet of. */
export interface OutletRow {
  outlet: string | null;
  kind: string;
  opened: number;
  /** How many were opened in as many days before. */
  before: number;
  /** How many wait for a result now, whenever they were opened, and how many of these are past their deadline. */
  unfinished: number;
  late: number;
}

export interface OutletReport {
  since: string;
  until: string;
  rows: readonly OutletRow[];
}

interface AlertBase {
  id: string;
  outlet: string;
  state: "open" | "acknowledged" | "over";
  raised_at: string;
  over_at: string | null;
  acknowledged_at: string | null;
  /** The supervisor's name. */
  acknowledged_by: string | null;
}

/** Far more enquiries than usual; `days` are how many there were on each day from `since`, the latest last. */
export interface EnquiriesAlert extends AlertBase {
  kind: "enquiries";
  evidence: { since: string; days: readonly number[]; usual: number; cases: readonly string[] };
}

/** A telephone that several customers found unanswered; `letters` could not be delivered meanwhile. */
export interface UnreachableAlert extends AlertBase {
  kind: "unreachable";
  evidence: {
    customers: number;
    told: number;
    letters: number;
    first_at: string;
    last_at: string;
    cases: readonly string[];
  };
}

/** No parcel was taken in on `days` whole days, where there are some on most days. */
export interface NoParcelsAlert extends AlertBase {
  kind: "no_parcels";
  evidence: { days: number; active_days: number; usual_days: number; usual: number };
}

/** An abnormal situation at an outlet, with what was seen. */
export type Alert = EnquiriesAlert | UnreachableAlert | NoParcelsAlert;
