import { AsyncLocalStorage } from 'node:async_hooks';

interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs the rest of a request so that what it logs, and the fault it may answer, carry its id. */
export function withinRequest(requestId: string, next: () => void): void {
  storage.run({ requestId }, next);
}

/** The id of the request being answered; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}
