/** When a rehearsal begins that nobody gave a time for. */
export const usualStart = '2026-11-30T08:00:00.000Z';
