import { isPlayable } from "../../shared/files.ts";
import type { Attachment, AttachmentKind } from "../../shared/protocol.ts";

/** A file that the customer wants sent. */
export interface SentFile {
  readonly name: string;
  readonly size: number;
  readonly kind: AttachmentKind;
  /** Address of the file inside this page; gone with the page. */
  readonly preview: string | null;
  /** What the desk says of it, once it has it. */
  readonly stored: Attachment | null;
}

/** An attachment as the list shows it; `url` is null for an unsent file that this page does not hold. */
export interface Shown {
  readonly key: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly size: number;
  readonly playable: boolean;
  readonly url: string | null;
}

/** `origin` is the desk's, which the addresses of stored attachments leave out. */
export function shownStored(attachment: Attachment, origin: string): Shown {
  const { id, kind, name, size, url, media_type } = attachment;
  return { key: id, kind, name, size, playable: isPlayable(media_type), url: origin + url };
}

export function shownUnsent(file: SentFile, index: number): Shown {
  return { ...file, key: `${index}`, playable: false, url: file.preview };
}
