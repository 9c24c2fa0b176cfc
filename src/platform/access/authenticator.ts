import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer } from './viewer.ts';

/** Tells from a request's headers who is asking; anonymous when they name nobody it knows. */
export abstract class Authenticator {
  abstract viewerOf(headers: IncomingHttpHeaders): Promise<Viewer>;
}
