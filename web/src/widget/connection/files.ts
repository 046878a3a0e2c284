import { kindOf } from "../../shared/files.ts";
import type { SentFile } from "../state/files.ts";
import type { Outbox } from "../state/outbox.ts";
import { shrink } from "./shrink.ts";

/** The bytes of unsent files. They live as long as the page: only their names are kept in the browser. */
export class Files {
  readonly #files = new Map<string, readonly File[]>();

  keep(clientId: string, files: readonly File[]): SentFile[] {
    this.#files.set(clientId, files);
    return files.map((file) => ({
      name: file.name,
      size: file.size,
      kind: kindOf(file.type),
      preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
      stored: null,
    }));
  }

  /** What to upload: large pictures smaller than they are. Null when an earlier page held the file. */
  async get(clientId: string, index: number): Promise<File | null> {
    const file = this.#files.get(clientId)?.[index];
    return file ? await shrink(file) : null;
  }

  /** Forgets the files of entries that were sent or given up. */
  forget(before: Outbox, after: Outbox): void {
    const left = new Set(after.map((entry) => entry.clientId));
    for (const { clientId, files } of before) {
      if (left.has(clientId) || !this.#files.delete(clientId)) continue;
      for (const { preview } of files ?? []) if (preview !== null) URL.revokeObjectURL(preview);
    }
  }
}
