import type { Provider } from '@nestjs/common';
import { AskingNow } from './asking.now.ts';
import { RosterDesk } from './desk.ts';
import { DoorLimit } from './door.limit.ts';
import { OverdueSweep } from './overdue.sweep.ts';

export const DECIDING: Provider[] = [RosterDesk, AskingNow, DoorLimit, OverdueSweep];
