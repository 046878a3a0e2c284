const LARGE_BYTES = 1_500_000;
const LONGEST_SIDE = 2560;
const QUALITY = 0.85;

/** A large photo small enough for a telephone's network, or the file itself where that is not possible. */
export async function shrink(file: File): Promise<File> {
  if (file.size < LARGE_BYTES || !/^image\/(?!gif)/.test(file.type)) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : file;
  } catch {
    // A picture that this browser cannot read may still be one that the desk can.
    return file;
  }
}
