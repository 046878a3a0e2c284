import type { ApiError } from "../../shared/api.ts";

/** A call of the desk's API that did not succeed. `status` is 0 when no answer came at all. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message);
  }
}

/** Code of a call that got no answer: no network, desk down, or too slow. */
export const NO_ANSWER = "no_answer";
/** A proxy's answers while the desk behind it restarts. */
const DESK_AWAY: ReadonlySet<string> = new Set([NO_ANSWER, "http_502", "http_503", "http_504"]);

/** Whether the same call may succeed a moment later, with nothing changed. */
export function isPassing(code: string): boolean {
  return DESK_AWAY.has(code);
}

/** Reads the refusal out of an answer; a proxy's HTML error page becomes code `http_<status>`. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  if (isApiError(body)) return new ApiFailure(response.status, body.error, body.message, body.detail);
  return new ApiFailure(response.status, `http_${response.status}`, response.statusText);
}

function isApiError(body: unknown): body is ApiError {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}
