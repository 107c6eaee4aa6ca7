/**
 * UTC milliseconds of an ISO instant, NaN where the calendar has no such day. `Date.parse` alone takes 30 February for
 * 2 March. The text begins with its date, as in 2026-03-15T12:00:00Z.
 */
export function readInstant(text: string): number {
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const isOnCalendar = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return isOnCalendar ? Date.parse(text) : Number.NaN;
}
