import { hasRole, type Viewer } from '../../platform/access/viewer.ts';

/** Whoever invites speakers: they read and write what is kept on them, for all libraries alike. */
const INVITERS = ['LIBRARIAN', 'APPROVER', 'TRAINER'] as const;

export function mayKeepSpeakers(viewer: Viewer): boolean {
  return hasRole(viewer, ...INVITERS);
}

/** To erase what is kept on a speaker, which nothing brings back. */
export function mayForgetSpeakers(viewer: Viewer): boolean {
  return hasRole(viewer, 'APPROVER');
}
