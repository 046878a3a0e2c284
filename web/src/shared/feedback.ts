/** What customers' ratings add up to, as `/api/v1/feedback` tells supervisors (docs/contracts.md §3). */

export interface Figures {
  count: number;
  /** From 1 to 5; null without ratings. */
  average: number | null;
}

/** A rating of 1 or 2. */
export interface LowRating {
  conversation_id: string;
  score: number;
  comment: string | null;
  given_at: string;
  channel: string;
  skill: string;
  /** `agent` where people ever had the conversation. */
  served_by: "agent" | "bot";
}

export interface FeedbackSummary extends Figures {
  since: string;
  until: string;
  by_channel: Readonly<Record<string, Figures>>;
  by_skill: Readonly<Record<string, Figures>>;
  by_served: Readonly<Record<string, Figures>>;
  /** How often each score was given, by "1" to "5". */
  scores: Readonly<Record<string, number>>;
  /** The newest first. */
  low: readonly LowRating[];
}
