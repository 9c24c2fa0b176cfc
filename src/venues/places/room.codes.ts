import { enumOf } from '../../platform/graphql/codes.ts';
import type { LayoutKind, LimitTerm, RoomCategory, RoomFeature } from './room.tables.ts';

export const RoomCategories = enumOf<RoomCategory>('RoomCategory', 'What kind of room it is.', {
  HALL: 'A hall for an audience.',
  LECTURE_ROOM: 'A room for lectures.',
  CLASSROOM: 'A room for lessons.',
  MEETING_ROOM: 'A room for meetings.',
  READING_ROOM: 'A reading room.',
  COMPUTER_ROOM: 'A room with computers.',
  EXHIBITION: 'A place for exhibitions.',
  OUTDOORS: 'A yard, a terrace, a garden.',
});

export const LayoutKinds = enumOf<LayoutKind>('LayoutKind', 'How a room is furnished.', {
  THEATRE: 'Rows of chairs.',
  CLASS: 'Rows of tables.',
  ROUND_TABLE: 'One table for all.',
  U_SHAPE: 'Tables in the shape of a U.',
  CABARET: 'Small tables with chairs on one side.',
  COMPUTERS: 'A computer for everybody.',
  STANDING: 'Without chairs.',
  EXHIBITION: 'Stands and showcases.',
});

export const RoomFeatures = enumOf<RoomFeature>('RoomFeature', 'What belongs to a room and stays in it.', {
  PROJECTOR: 'A projector under the ceiling.',
  SCREEN: 'A screen.',
  SOUND: 'Loudspeakers and microphones.',
  STAGE: 'A stage.',
  PIANO: 'A piano.',
  COMPUTERS: 'Computers for visitors.',
  INTERNET: 'Internet for visitors.',
  VIDEO_CONFERENCE: 'Camera and microphone for conferences from afar.',
  WHITEBOARD: 'A board to write on.',
  BLACKOUT: 'It can be made dark.',
  AIR_CONDITIONING: 'Air conditioning.',
  HEARING_LOOP: 'An induction loop for hearing aids.',
  ACCESSIBLE_TOILET: 'A toilet for wheelchair users on the same floor.',
  KITCHEN: 'A place to make tea.',
});

export const LimitTerms = enumOf<LimitTerm>('LimitTerm', 'Over which stretch of the calendar bookings are counted.', {
  DAY: 'A calendar day.',
  WEEK: 'A week from Monday.',
  MONTH: 'A calendar month.',
  QUARTER: 'A quarter of the calendar year.',
  YEAR: 'A calendar year.',
});
