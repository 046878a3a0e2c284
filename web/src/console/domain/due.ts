/** The times that are promised most, as the choices of a dialog. */
export type DueChoice = "half_hour" | "hour" | "two_hours" | "today" | "tomorrow";

const MINUTES: Partial<Record<DueChoice, number>> = { half_hour: 30, hour: 60, two_hours: 120 };
/** Hours of the day, in the agent's time zone: the end of work, and noon. */
const CLOSING = 18;
const NOON = 12;

/** The choices that lie ahead of `now`: "today" only while work goes on. */
export function dueChoices(now: Date): DueChoice[] {
  const choices: DueChoice[] = ["half_hour", "hour", "two_hours"];
  return now < at(now, 0, CLOSING) ? [...choices, "today", "tomorrow"] : [...choices, "tomorrow"];
}

/** When a choice is due. */
export function dueAt(choice: DueChoice, now: Date): Date {
  const minutes = MINUTES[choice];
  if (minutes !== undefined) return new Date(now.getTime() + minutes * 60_000);
  return choice === "today" ? at(now, 0, CLOSING) : at(now, 1, NOON);
}

/** The value of a `datetime-local` field, in the agent's time zone. */
export function fieldValue(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}
