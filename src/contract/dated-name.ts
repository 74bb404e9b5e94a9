/** Files that people keep side by side: each is called after the minute in which it was written, in UTC, and what it is stands before that. */
export function datedName(name: string, at: Date): string {
  const minute = at.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return name.replace(/(?=\.[a-z]+$)/, `-${minute}`);
}

/** What the file is called whenever it is written. */
export const undated = (name: string): string => name.replace(/-\d{4}-\d\d-\d\d-\d{4}(?=\.[a-z]+$)/, '');
