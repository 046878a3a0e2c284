import type { Dictionary } from "../../../shared/i18n.ts";
import type { feedback as zh } from "../zh/feedback.ts";

/** The supervisors' page about customers' ratings. */
export const feedback: Dictionary<keyof typeof zh> = {
  "feedback.title": "Customer satisfaction",
  "feedback.failed": "The ratings could not be loaded",
  "feedback.period": "Period",
  "feedback.days": "Last {days} days",
  "feedback.average": "Average (out of 5)",
  "feedback.count": "Ratings",
  "feedback.satisfied": "Satisfied (4 or 5)",
  "feedback.scores": "By score",
  "feedback.score": "{score} of 5",
  "feedback.times": "{count}",
  "feedback.by_served": "By who served",
  "feedback.served.agent": "An agent took part",
  "feedback.served.bot": "The assistant alone",
  "feedback.by_channel": "By channel",
  "feedback.by_skill": "By skill group",
  "feedback.figures": "{average} from {count}",
  "feedback.low": "Ratings to follow up (1 or 2)",
  "feedback.none_low": "No low ratings in this period.",
  "feedback.no_comment": "No comment was left",
  "feedback.open": "Open conversation",
  "feedback.empty.title": "No ratings in this period",
  "feedback.empty.text": "They appear here once customers answer the question at the end of a conversation.",
};
