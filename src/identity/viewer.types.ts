import { Field, ObjectType } from '@nestjs/graphql';
import type { Role } from '../platform/access/viewer.ts';
import { enumOf } from '../platform/graphql/codes.ts';
import { Roles } from './identity.codes.ts';

export type ViewerAction =
  'EDIT_DIRECTORY' | 'EDIT_SCHOOLS' | 'INVITE' | 'LIST_PEOPLE' | 'DECIDE_SCHOOL_REQUESTS' | 'SEE_OUTGOING_MAIL';

const ViewerActions = enumOf<ViewerAction>('ViewerAction', 'What the viewer may do at all, somewhere.', {
  EDIT_DIRECTORY: 'Edit audiences, bodies, districts and outlets.',
  EDIT_SCHOOLS: 'Add and edit schools.',
  INVITE: 'Invite people and give roles; which, says `givesRoles`.',
  LIST_PEOPLE: 'See the people whose roles one manages.',
  DECIDE_SCHOOL_REQUESTS: 'Approve teachers who ask to act for a school.',
  SEE_OUTGOING_MAIL: 'See what mails were sent, wait or failed.',
});

@ObjectType({ description: 'Who is asking. A page shows by it whom it greets, and only the buttons that work.' })
export class Viewer {
  @Field(() => Boolean, { description: 'True for somebody with a session or an API token.' })
  readonly signedIn: boolean;

  @Field(() => [ViewerActions], { description: 'What the viewer may do somewhere; empty for nobody.' })
  readonly viewerCan: readonly ViewerAction[];

  @Field(() => [Roles], { description: 'The roles the viewer may give, each within their own scope or wider.' })
  readonly givesRoles: readonly Role[];
}
