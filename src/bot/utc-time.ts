/** A date and a time as typed or picked (UTC, as every time of the house), in ISO 8601; null when they are no moment. */
export function utcOf(date: string, time: string): string | null {
  const moment = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}(:\d{2})?$/.test(time) || Number.isNaN(moment)) return null;
  // `2026-02-30` parses as another day.
  const iso = new Date(moment).toISOString();
  return iso.startsWith(date) ? iso : null;
}
