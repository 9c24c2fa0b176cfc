import { isAdministrator, type Viewer } from '../../platform/access/viewer.ts';

/** To say which days are public holidays: they are the same for every branch. */
export function mayEditHolidays(viewer: Viewer): boolean {
  return isAdministrator(viewer);
}
