/** Pages on plain http have no clipboard API; there the old command still works on a selection. */
export async function copyToClipboard(value: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(value);
  else copyBySelection(value);
}

function copyBySelection(value: string): void {
  const field = document.createElement("textarea");
  field.value = value;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
