import { mayEditDirectory, mayEditSchools } from '../directory/entry.policy.ts';
import { hasRole, isAdministrator, type Viewer } from '../platform/access/viewer.ts';
import { managedRoles } from './role.policy.ts';
import type { ViewerAction } from './viewer.types.ts';

/** What a viewer may do somewhere: the policies of the mutations, asked without a thing. */
export function viewerActions(viewer: Viewer): ViewerAction[] {
  const may: Readonly<Record<ViewerAction, boolean>> = {
    EDIT_DIRECTORY: mayEditDirectory(viewer),
    EDIT_SCHOOLS: mayEditSchools(viewer),
    INVITE: managedRoles(viewer).length > 0,
    LIST_PEOPLE: managedRoles(viewer).length > 0,
    DECIDE_SCHOOL_REQUESTS: hasRole(viewer, 'SCHOOL_HEAD', 'LIBRARIAN'),
    SEE_OUTGOING_MAIL: isAdministrator(viewer),
  };
  return (Object.keys(may) as ViewerAction[]).filter((action) => may[action]); // its own keys
}
