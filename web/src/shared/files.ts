import type { AttachmentKind, Message } from "./protocol.ts";

/** What a file chooser offers; telephones add the camera. The desk decides by the content. */
export const ACCEPT = "image/*,video/mp4,video/quicktime,audio/*,application/pdf";
/** How many files one message may bring. */
export const MOST_FILES = 9;

const KINDS: readonly unknown[] = ["image", "voice", "video", "file"] satisfies AttachmentKind[];
/** Telephones record it, and no browser plays it. */
const UNPLAYABLE = "audio/amr";

/** A file that is chosen and not sent; `preview` is an address inside this page. */
export interface Staged {
  readonly file: File;
  readonly preview: string | null;
}

export function kindOf(type: string): AttachmentKind {
  const [family] = type.split("/");
  return family === "image" || family === "video" ? family : family === "audio" ? "voice" : "file";
}

export function stage(file: File): Staged {
  return { file, preview: kindOf(file.type) === "image" ? URL.createObjectURL(file) : null };
}

export function unstage({ preview }: Staged): void {
  if (preview !== null) URL.revokeObjectURL(preview);
}

/** Whether the browser itself shows or plays it; anything else is a line with its name. */
export function isPlayable(mediaType: string): boolean {
  return mediaType !== UNPLAYABLE;
}

/** The words of a message; the placeholder of one that is attachments alone is none. */
export function ownText(message: Message): string {
  return message.attachments.length > 0 && KINDS.includes(message.card?.type) ? "" : message.text;
}

/** 1.5 MB, 320 KB */
export function sizeText(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1000
    ? `${Math.max(1, Math.round(kilobytes))} KB`
    : `${(kilobytes / 1024).toFixed(1)} MB`;
}
