import { Inject, Injectable } from '@nestjs/common';
import { findEntry } from '../../directory/entry.store.ts';
import { freeSlug, slugOf } from '../../directory/slug.rules.ts';
import { readEmail } from '../../identity/email.rules.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import { changesBetween } from '../../platform/audit/audit.rules.ts';
import { record } from '../../platform/audit/audit.store.ts';
import { changedSince } from '../../platform/audit/changed.ts';
import { Database, type Reader, type Tx } from '../../platform/db/database.ts';
import { forbidden, invalidInput, notFound } from '../../platform/faults/fault.ts';
import { type Id, isId, newId } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import type { ChangedMeanwhile } from '../../platform/refusals/changed.ts';
import { Clock } from '../../platform/time/clock.ts';
import { readZone } from '../../platform/time/zone.ts';
import type { CreateBranchInput, UpdateBranchInput } from './branch.input.types.ts';
import { mayFoundBranches, mayFurnish } from './branch.policy.ts';
import { type SlugTaken, slugTaken } from './branch.rules.ts';
import { branchSlugsLike, insertBranch, lockBranch, lockBranchSlugs, updateBranchRow } from './branch.store.ts';
import type { BranchRow } from './branch.tables.ts';

type Extras = Pick<
  BranchRow,
  'districtId' | 'schoolId' | 'latitude' | 'longitude' | 'phone' | 'email' | 'stepFree' | 'shelterCapacity' | 'photoUrl'
>;

const NO_EXTRAS: Extras = {
  districtId: null,
  schoolId: null,
  latitude: null,
  longitude: null,
  phone: null,
  email: null,
  stepFree: null,
  shelterCapacity: null,
  photoUrl: null,
};

@Injectable()
export class BranchService {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(@Inject(Database) database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Adds a branch. Throws NOT_FOUND for a district or school that does not exist. */
  async createBranch(input: CreateBranchInput, viewer: Viewer, language: Language): Promise<BranchRow | SlugTaken> {
    if (!mayFoundBranches(viewer)) throw forbidden();
    return this.#database.transaction(async (tx) => {
      await lockBranchSlugs(tx);
      const { kind, nameUk, nameEn, address, closesOnHolidays } = input;
      const wanted = input.slug ?? (slugOf(nameUk) || 'branch');
      const taken = await branchSlugsLike(tx, wanted);
      if (input.slug != null && taken.has(input.slug)) return slugTaken(input.slug, language);
      const now = this.#clock.now();
      const branch: BranchRow = {
        id: newId<'Branch'>(),
        slug: freeSlug(wanted, taken),
        ...{ kind, nameUk, nameEn, address, closesOnHolidays },
        zone: knownZone(input.zone),
        ...(await wantedExtras(tx, NO_EXTRAS, input)),
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      checkSchool(branch);
      await insertBranch(tx, branch);
      await this.#written(tx, viewer, null, branch);
      return branch;
    });
  }

  /** Changes what is given; an edit that changes nothing writes nothing. Throws NOT_FOUND as createBranch does. */
  async updateBranch(
    input: UpdateBranchInput,
    viewer: Viewer,
    language: Language,
  ): Promise<BranchRow | SlugTaken | ChangedMeanwhile> {
    if (!isId(input.id)) throw notFound('the branch');
    return this.#database.transaction<BranchRow | SlugTaken | ChangedMeanwhile>(async (tx) => {
      if (input.slug !== undefined) await lockBranchSlugs(tx);
      const before = await lockBranch(tx, input.id as Id<'Branch'>);
      if (!before) throw notFound('the branch');
      if (!mayFurnish(viewer, before.id)) throw forbidden();
      const stale = await changedSince(tx, 'Branch', before, input.version, language);
      if (stale) return stale;
      const { kind = before.kind, slug = before.slug, nameUk = before.nameUk, nameEn = before.nameEn } = input;
      const { address = before.address, closesOnHolidays = before.closesOnHolidays } = input;
      const zone = input.zone === undefined ? before.zone : knownZone(input.zone);
      const founded = kind !== before.kind || slug !== before.slug || zone !== before.zone;
      if (founded && !mayFoundBranches(viewer)) throw forbidden('Only administrators change kind, slug and zone');
      const extras = await wantedExtras(tx, before, input);
      const change = { kind, slug, nameUk, nameEn, address, closesOnHolidays, zone, ...extras };
      const after: BranchRow = { ...before, ...change };
      checkSchool(after);
      if (changesBetween(before, after).length === 0) return before;
      if (slug !== before.slug && (await branchSlugsLike(tx, slug)).has(slug)) return slugTaken(slug, language);
      const stamps = { version: before.version + 1, updatedAt: this.#clock.now() };
      await updateBranchRow(tx, before.id, { ...change, ...stamps });
      await this.#written(tx, viewer, before, after);
      return { ...after, ...stamps };
    });
  }

  async #written(tx: Tx, viewer: Viewer, before: BranchRow | null, after: BranchRow): Promise<void> {
    const changes = changesBetween(before, after, { left: ['id'], masked: ['phone', 'email'] });
    const deed = { action: before ? 'UPDATE' : 'CREATE', thing: { kind: 'Branch', id: after.id }, changes };
    await record(tx, viewer, this.#clock.now(), { ...deed, scopeIds: [after.id] });
  }
}

/** As the input wants them: absent keeps, null clears. */
async function wantedExtras(
  reader: Reader,
  before: Extras,
  input: CreateBranchInput | UpdateBranchInput,
): Promise<Extras> {
  const { phone = before.phone, stepFree = before.stepFree, shelterCapacity = before.shelterCapacity } = input;
  const { photoUrl = before.photoUrl, location = pointOf(before) } = input;
  return {
    ...{ phone, stepFree, shelterCapacity, photoUrl },
    districtId: await known(reader, 'district', input.districtId, before.districtId),
    schoolId: await known(reader, 'school', input.schoolId, before.schoolId),
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    email: input.email === undefined ? before.email : input.email === null ? null : knownEmail(input.email),
  };
}

function pointOf({ latitude, longitude }: Extras) {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

async function known<Of extends 'district' | 'school', Known extends string>(
  reader: Reader,
  list: Of,
  id: string | null | undefined,
  before: Known | null,
): Promise<Known | null> {
  if (id === undefined) return before;
  if (id === null) return null;
  const entry = isId(id) ? await findEntry(reader, list, { id }) : undefined;
  if (!entry) throw notFound(`the ${list}`);
  return entry.id as string as Known; // an id of the list that was asked
}

function knownZone(text: string): string {
  const zone = readZone(text);
  if (!zone) throw invalidInput('zone must be an IANA name such as Europe/Kyiv', { argument: 'zone' });
  return zone;
}

function knownEmail(text: string): string {
  const email = readEmail(text);
  if (!email) throw invalidInput('email must be one e-mail address', { argument: 'email' });
  return email;
}

function checkSchool({ kind, schoolId }: BranchRow): void {
  if (kind === 'LIBRARY' && schoolId) {
    throw invalidInput('a library belongs to no school; leave schoolId out', { argument: 'schoolId' });
  }
}
