/** `YYYY-MM-DD` of a day, remembered: every row of an answer shows three of them. */
import { formatDay } from "../kit/calendar.ts";
import { firstRealtime, openEnd } from "./facts.ts";

const texts: string[] = [];
/** Days up to the year 2200 are remembered, at most some megabytes. */
const rememberedDays = 155_000;

export function dayText(day: number): string {
  if (day === openEnd) return "9999-12-31";
  const index = day - firstRealtime;
  if (index < 0 || index >= rememberedDays) return formatDay(day);
  return (texts[index] ??= formatDay(day));
}
