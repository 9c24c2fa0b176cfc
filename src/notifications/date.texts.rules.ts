import { formatInZone, type Instant } from '../platform/time/instant.ts';
import { dateOf, KYIV, type LocalDate, resolveLocal, timeOf, toLocal } from '../platform/time/local.ts';
import { weekdayOf } from '../platform/time/zone.day.ts';
import type { Moment, When } from './message.data.ts';
import type { Speaker } from './speaker.rules.ts';

/** From Monday, as a date begins with them; and as they stand after `до`. */
const WEEKDAYS_UK = ['понеділок', 'вівторок', 'середа', 'четвер', 'п’ятниця', 'субота', 'неділя'];
const UNTIL_WEEKDAYS_UK = ['понеділка', 'вівторка', 'середи', 'четверга', 'п’ятниці', 'суботи', 'неділі'];
const WEEKDAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** In the genitive, as they stand after a day. */
const MONTHS_UK = [
  ...['січня', 'лютого', 'березня', 'квітня', 'травня', 'червня'],
  ...['липня', 'серпня', 'вересня', 'жовтня', 'листопада', 'грудня'],
];
const MONTHS_EN = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

function dayText(date: LocalDate, [uk, en]: readonly [readonly string[], readonly string[]], speaker: Speaker): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const [weekday, at] = [weekdayOf(date) - 1, Number(month) - 1];
  return speaker.say(
    `${uk[weekday]}, ${Number(day)} ${MONTHS_UK[at]} ${year}`,
    `${en[weekday]}, ${Number(day)} ${MONTHS_EN[at]} ${year}`,
  );
}

/** `11:00`; in an hour that happens twice also which of both is meant. */
function clockText(instant: Instant, zone: string): string {
  const local = toLocal(instant, zone);
  const isRepeated = resolveLocal(`${local.slice(0, 16)}:00`, zone).kind === 'repeated';
  return isRepeated ? `${timeOf(local)} (UTC${formatInZone(instant, zone).slice(-6)})` : timeOf(local);
}

/** Clocks are Kyiv's; of others it is said. */
function zoneText(zone: string, { say }: Speaker): string {
  return zone === KYIV ? '' : say(` (часовий пояс ${zone})`, ` (time zone ${zone})`);
}

/** `середа, 24 квітня 2019, 11:00–11:45`; over midnight with both days. */
export function whenText({ startsAt, endsAt, zone }: When, speaker: Speaker): string {
  const [first, last] = [startsAt, endsAt].map((instant) => dateOf(toLocal(instant, zone)));
  const day = (date = '') => dayText(date, [WEEKDAYS_UK, WEEKDAYS_EN], speaker);
  const [from, to] = [clockText(startsAt, zone), clockText(endsAt, zone)];
  const end = first === last ? `–${to}` : ` – ${day(last)}, ${to}`;
  return `${day(first)}, ${from}${end}${zoneText(zone, speaker)}`;
}

/** `до середи, 24 квітня 2019, 11:00`. */
export function untilText({ at, zone }: Moment, speaker: Speaker): string {
  const day = dayText(dateOf(toLocal(at, zone)), [UNTIL_WEEKDAYS_UK, WEEKDAYS_EN], speaker);
  return `${speaker.say('до', 'until')} ${day}, ${clockText(at, zone)}${zoneText(zone, speaker)}`;
}
