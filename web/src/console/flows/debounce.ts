/** A function that runs `work` once, `delay` milliseconds after the last call of a burst. */
export function debounced(work: () => void, delay: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, delay);
  };
}
