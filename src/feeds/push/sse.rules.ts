/** A place in the stream of one filter: how often it was begun anew is in the name. */
export interface Cursor {
  readonly epoch: string;
  readonly number: number;
}

/** A block of a stream of events as the HTML standard has it (section 9.2.6); data in JSON is one line. */
export function eventBlock(event: string, cursor: Cursor, data: object): string {
  return `id: ${cursor.epoch}.${cursor.number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Keeps what lies between from closing a connection that says nothing. */
export const HEARTBEAT = ': still here\n\n';

/** After how many milliseconds a client whose connection broke is to come again. */
export function retryBlock(millis: number): string {
  return `retry: ${millis}\n\n`;
}

/** Reads Last-Event-ID; null for what is none of ours. */
export function readCursor(text: string | undefined): Cursor | null {
  const [, epoch, number] = /^([A-Za-z0-9_-]{1,40})\.(\d{1,15})$/.exec(text?.trim() ?? '') ?? [];
  return epoch === undefined ? null : { epoch, number: Number(number) };
}
