import { enumOf } from '../../platform/graphql/codes.ts';
import type { ClosureKind } from './closure.tables.ts';

export const ClosureKinds = enumOf<ClosureKind>('ClosureKind', 'Why a branch or a room is shut.', {
  HOLIDAY: 'A holiday.',
  REPAIR: 'Repairs.',
  EMERGENCY: 'An emergency.',
});
