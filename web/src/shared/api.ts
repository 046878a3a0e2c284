/** What every call of the desk's console API (`/api/v1`) has in common: docs/contracts.md §3. All times are ISO 8601 in UTC. */

/** Prefix of every console API path. */
export const API_BASE = "/api/v1";

/** A code with its wording in both languages. */
export interface Label {
  code: string;
  zh: string;
  en: string;
}

export interface Config {
  wrap_ups: Label[];
  skills: Label[];
  reasons: Label[];
}

export type ApiErrorCode =
  | "bad_request"
  | "not_logged_in"
  | "not_yours"
  | "not_found"
  | "already_claimed"
  | "at_capacity"
  | "conversation_closed"
  | "not_owner"
  | "too_many_attempts";

/** The one JSON shape of every refusal. */
export interface ApiError {
  error: ApiErrorCode | (string & {});
  message: string;
  detail?: unknown;
}
