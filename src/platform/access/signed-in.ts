import { unauthenticated } from '../faults/fault.ts';
import type { PersonViewer, Viewer } from './viewer.ts';

/** The person who asks; throws UNAUTHENTICATED for nobody. For handlers whose guard has seen to it already. */
export function person(viewer: Viewer): PersonViewer {
  if (viewer.kind !== 'person') throw unauthenticated();
  return viewer;
}
