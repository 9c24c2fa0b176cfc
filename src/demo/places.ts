import type { INestApplicationContext } from '@nestjs/common';
import { allEntries } from '../directory/entry.store.ts';
import { SYSTEM } from '../platform/access/viewer.ts';
import { Database } from '../platform/db/database.ts';
import type { Id } from '../platform/ids/id.ts';
import { isRefusal } from '../platform/refusals/refusal.ts';
import { KYIV } from '../platform/time/local.ts';
import { EquipmentService } from '../venues/bookings/equipment.service.ts';
import { OpeningService } from '../venues/hours/opening.service.ts';
import { BranchService } from '../venues/places/branch.service.ts';
import { findBranch } from '../venues/places/branch.store.ts';
import { equipmentOfBranches } from '../venues/places/equipment.store.ts';
import type { LayoutInput } from '../venues/places/room.input.types.ts';
import { RoomService } from '../venues/places/room.service.ts';
import { roomFacts } from '../venues/places/room.store.ts';
import type { LayoutKind } from '../venues/places/room.tables.ts';
import { type DemoBranch, demoBranches, type DemoRoom } from './place.list.ts';

const RULES = { needsApproval: false, leadMinutes: 0, shortestMinutes: 30, longestMinutes: 600 };

/** The branches with all that is in them; what a start that was killed has left is kept and completed. */
export async function addPlaces(app: INestApplicationContext): Promise<void> {
  const { reader } = app.get(Database);
  const idsOf = async (list: 'district' | 'school') =>
    new Map((await allEntries(reader, list)).map(({ slug, id }) => [slug, id]));
  const [districts, schools] = [await idsOf('district'), await idsOf('school')];
  for (const branch of demoBranches) {
    const ids = { districtId: districts.get(branch.district), schoolId: schools.get(branch.school ?? '') };
    const made = await addBranch(app, branch, ids);
    await addHours(app, branch, made.id, made.version);
    await addRooms(app, branch, made.id);
    await addEquipment(app, branch, made.id);
  }
}

async function addBranch(
  app: INestApplicationContext,
  branch: DemoBranch,
  ids: { readonly districtId: string | undefined; readonly schoolId: string | undefined },
) {
  const { reader } = app.get(Database);
  const { slug, nameUk, nameEn, address, phone, stepFree, shelterCapacity } = branch;
  const [latitude, longitude] = branch.location;
  const known = await findBranch(reader, { slug });
  if (known) return known;
  const input = {
    ...{ slug, nameUk, nameEn, address, phone, stepFree, shelterCapacity, ...ids },
    ...{ kind: branch.school ? ('EXTERNAL' as const) : ('LIBRARY' as const), location: { latitude, longitude } },
    ...{ zone: KYIV, closesOnHolidays: true },
  };
  const made = await app.get(BranchService).createBranch(input, SYSTEM, 'uk');
  if (isRefusal(made)) throw new Error(`the demonstration branch ${slug} was refused: ${made.message}`);
  return made;
}

async function addHours(app: INestApplicationContext, { weekdays }: DemoBranch, branchId: string, version: number) {
  const week = weekdays.map((weekday) => ({ weekday, opens: '10:00', closes: '20:00' }));
  const set = await app.get(OpeningService).setOpeningHours({ branchId, version, week }, SYSTEM, 'uk');
  if (isRefusal(set)) throw new Error(`the hours of the demonstration city were refused: ${set.message}`);
}

async function addRooms(app: INestApplicationContext, { rooms, stepFree }: DemoBranch, branchId: Id<'Branch'>) {
  const known = await roomFacts(app.get(Database).reader, { branchIds: [branchId] });
  const ids = new Map<string, string>(known.map(({ nameUk, id }) => [nameUk, id]));
  for (const { combines, layouts, ...room } of rooms) {
    if (ids.has(room.nameUk)) continue;
    const partIds = combines?.flatMap((name) => ids.get(name) ?? []);
    const input = { ...RULES, ...room, branchId, stepFree: stepFree && room.floor === 0, partIds };
    const made = await app.get(RoomService).createRoom({ ...input, layouts: layoutsOf(layouts) }, SYSTEM, 'uk');
    if (isRefusal(made)) throw new Error(`the demonstration room ${room.nameEn} was refused: ${made.message}`);
    ids.set(room.nameUk, made.id);
  }
}

function layoutsOf(layouts: DemoRoom['layouts']): LayoutInput[] {
  return Object.entries(layouts).map(([kind, [capacity, setUpMinutes, tearDownMinutes]]) => ({
    ...{ kind: kind as LayoutKind, capacity, setUpMinutes, tearDownMinutes },
  }));
}

async function addEquipment(app: INestApplicationContext, { equipment }: DemoBranch, branchId: string) {
  const known = (await equipmentOfBranches(app.get(Database).reader, [branchId])).get(branchId) ?? [];
  for (const one of equipment) {
    if (known.some(({ nameUk }) => nameUk === one.nameUk)) continue;
    await app.get(EquipmentService).createEquipment({ ...one, branchId }, SYSTEM);
  }
}
