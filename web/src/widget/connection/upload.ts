import type { Attachment } from "../../shared/protocol.ts";

/** The desk does not take this file; another attempt would end alike. `code` is the desk's or `file_lost`. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const PASSING = new Set([0, 429, 500, 502, 503, 504]);
const TIMEOUT_MS = 180_000;

/**
 * Brings a file to the desk and tells how much of it is there, from 0 to 1. Rejects with `Refused`, or with another
 * error when it may be tried again.
 */
export function upload(
  address: string,
  token: string,
  file: File,
  progress: (part: number) => void,
): Promise<Attachment> {
  const form = new FormData();
  form.append("file", file, file.name);
  // Only the old request tells how far an upload is.
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.timeout = TIMEOUT_MS;
  request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
  return new Promise((resolve, reject) => {
    request.onloadend = () => {
      const { status } = request;
      if (status === 200) resolve(JSON.parse(request.responseText));
      else
        reject(
          PASSING.has(status) ? new Error(`upload: ${status}`) : new Refused(codeOf(request.responseText)),
        );
    };
    request.send(form);
  });
}

function codeOf(body: string): string {
  try {
    return String(JSON.parse(body).error);
  } catch {
    return "upload_failed";
  }
}
