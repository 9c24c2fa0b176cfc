/** The queue of calendars to read. */
export const READING_QUEUE = 'partner-calendars';

/** What a job of it holds. */
export interface CalendarToRead {
  readonly calendarId: string;
}
