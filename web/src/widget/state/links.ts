/** A stretch of message text; `href` is where it leads when it is a telephone number or a web address. */
export interface Segment {
  readonly text: string;
  readonly href: string | null;
}

/** Mobile, area code + number, 400 hotline, a carrier's five-digit hotline (95xxx), the postal regulator (12305). */
const TELEPHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|95\d{3}|12305)$/;
const CANDIDATE = /https?:\/\/[^\s<>"'，。；：！？、（）「」《》【】]+|\d[\d-]*\d/g;
const AMOUNT_FOLLOWS = /^\s*[元块]/;

/**
 * Splits text so that telephone numbers and web addresses can become links. Whole runs of digits are judged, so
 * that part of a waybill is never taken for a telephone number; an amount (`95000元`) is not one either.
 */
export function splitLinks(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const href = hrefOf(match[0], text.slice(match.index + match[0].length));
    if (href === null) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index), href: null });
    segments.push({ text: match[0], href });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ text: text.slice(end), href: null });
  return segments;
}

function hrefOf(candidate: string, after: string): string | null {
  if (candidate.startsWith("http")) return candidate;
  if (!TELEPHONE.test(candidate) || AMOUNT_FOLLOWS.test(after)) return null;
  return `tel:${candidate.replaceAll("-", "")}`;
}
