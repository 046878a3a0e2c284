import type { Lang } from "../../shared/protocol.ts";
import { duration, secondsUntil } from "../../shared/time.ts";

export type Urgency = "overdue" | "soon" | "later";

export interface Countdown {
  urgency: Urgency;
  /** Time left, or time since it fell due. */
  text: string;
}

/** Seconds before a deadline from which it counts as near. */
const SOON_S = 30 * 60;

/** How far a deadline is away at `now` (milliseconds since the epoch). */
export function countdown(dueAt: string, now: number, lang: Lang): Countdown {
  const left = secondsUntil(dueAt, new Date(now));
  const text = duration(Math.abs(left), lang);
  if (left < 0) return { urgency: "overdue", text };
  return { urgency: left <= SOON_S ? "soon" : "later", text };
}
