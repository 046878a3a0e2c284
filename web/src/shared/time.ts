import type { Lang } from "./protocol.ts";

/** Minute of the day in the reader's own time zone (or `timeZone`), e.g. `09:05`. */
export function clock(at: string | Date, lang: Lang, timeZone?: string): string {
  return format(at, lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}

/** `09:05` today, `昨天 09:05` yesterday, `11月3日 09:05` this year, with the year before that. */
export function dayAndClock(
  at: string | Date,
  lang: Lang,
  now: Date = new Date(),
  timeZone?: string,
): string {
  const days = dayNumber(now, timeZone) - dayNumber(new Date(at), timeZone);
  const time = clock(at, lang, timeZone);
  if (days === 0) return time;
  if (days === 1) return `${lang === "zh-CN" ? "昨天" : "Yesterday"} ${time}`;
  return `${calendarDay(at, lang, now, timeZone)} ${time}`;
}

/** Whole seconds as `45 秒`, `12 分钟`, `2 小时 05 分`, from two days on `6 天 23 小时`; negative numbers count as zero. */
export function duration(seconds: number, lang: Lang): string {
  const total = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(total / 60);
  const hours = Math.floor(minutes / 60);
  const zh = lang === "zh-CN";
  if (total < 60) return zh ? `${total} 秒` : `${total} s`;
  if (hours === 0) return zh ? `${minutes} 分钟` : `${minutes} min`;
  if (hours >= 48) {
    const days = Math.floor(hours / 24);
    return zh ? `${days} 天 ${hours % 24} 小时` : `${days} d ${hours % 24} h`;
  }
  const rest = String(minutes % 60).padStart(2, "0");
  return zh ? `${hours} 小时 ${rest} 分` : `${hours} h ${rest} min`;
}

/** Seconds from `now` until `at`; negative when it has passed. */
export function secondsUntil(at: string | Date, now: Date = new Date()): number {
  return Math.round((new Date(at).getTime() - now.getTime()) / 1000);
}

/** `11月3日` this year, with the year before that. */
export function calendarDay(at: string | Date, lang: Lang, now: Date, timeZone?: string): string {
  const sameYear = yearOf(new Date(at), timeZone) === yearOf(now, timeZone);
  const parts: Intl.DateTimeFormatOptions = { month: lang === "zh-CN" ? "long" : "short", day: "numeric" };
  return format(at, lang, sameYear ? parts : { ...parts, year: "numeric" }, timeZone);
}

function yearOf(date: Date, timeZone?: string): string {
  return format(date, "en", { year: "numeric" }, timeZone);
}

/** A number that grows by one each calendar day in the given zone. */
function dayNumber(date: Date, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", zoned({}, timeZone)).format(date);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

function format(
  at: string | Date,
  lang: Lang,
  options: Intl.DateTimeFormatOptions,
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(lang, zoned(options, timeZone)).format(new Date(at));
}

function zoned(options: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormatOptions {
  return timeZone ? { ...options, timeZone } : options;
}
