/** Seconds of waiting from which it is worth a look, and from which it is too long. */
const NOTICEABLE_S = 3 * 60;
const TOO_LONG_S = 10 * 60;

/** A running time as `0:42`, `12:05`, `1:02:07`; a clock that is slightly ahead of the desk's shows `0:00`. */
export function stopwatch(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const padded = [String(minutes), String(total % 60)].map((part) => part.padStart(2, "0"));
  return hours > 0 ? `${hours}:${padded.join(":")}` : `${minutes}:${padded[1]}`;
}

/** How a waiting time is coloured. */
export function waitingTone(seconds: number): "danger" | "warning" | "" {
  if (seconds >= TOO_LONG_S) return "danger";
  return seconds >= NOTICEABLE_S ? "warning" : "";
}
