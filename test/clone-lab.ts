// The words in which tests speak of clones and templates.
import { type Asking, startTestApp } from './app.ts';
import { EditorialLab } from './editorial-lab.ts';
import type { Made } from './programme-lab.ts';
import { layout } from './venue-lab.ts';

type Parts = Record<string, unknown>;

export interface Slot {
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly start: string;
  readonly place: string;
  readonly room: { readonly id: string } | null;
  readonly layout: string | null;
  readonly expectedPeople: number | null;
  readonly setUpMinutes: number | null;
  readonly tearDownMinutes: number | null;
  readonly equipment: readonly { readonly quantity: number; readonly equipment: { readonly id: string } }[];
}
export interface Proposal {
  readonly branch: { readonly id: string };
  readonly verdict: string;
  readonly reason: string;
  readonly slot: Slot | null;
  readonly fits: number;
  readonly toPlace: number;
  readonly lacking: readonly { readonly kind: string; readonly quantity: number }[];
}
export interface Preview {
  readonly dates: number;
  readonly targets: Proposal[];
}
export interface ClonedSession {
  readonly startDate: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly standing: string;
  readonly place: string;
  readonly sequence: number;
  readonly room: { readonly id: string } | null;
  readonly staff: { readonly brokenKinds: string[]; readonly booking: { readonly status: string } | null };
}
export interface Clone extends Made {
  readonly sessions: ClonedSession[];
}
export interface Cloned {
  readonly kind?: string;
  readonly message?: string;
  readonly events: Clone[];
  readonly conflicts?: { readonly startDate: string; readonly room: { readonly branch: { readonly id: string } } }[];
}

const PREVIEW = `query ($input: PreviewCloneInput!) { result: previewClone(input: $input) { dates targets {
  branch { id } verdict reason fits toPlace lacking { kind quantity }
  slot { startDate startTime endDate endTime start end place room { id } layout expectedPeople setUpMinutes
    tearDownMinutes equipment { quantity equipment { id } } } } } }`;
const EVENT = `id version titleUk titleEn descriptionUk eventKind: kind editorialStatus arrangement registrationUnit
  publishedAt tags branch { id } audiences { id } measures { id } contact { name phone email } speakers { role speaker { nameUk } }
  materials { titleUk visibility } registrationSettings { mode capacity } lesson { minutes curriculum outreach }
  contest { submissionsUntil resultsOn } exhibition { opensOn closesOn openWeekdays }
  staff { notes joinUrl minimumAttendance decideDaysBefore cloneOf { id } reviews { action } }
  sessions { startDate startTime endTime standing place sequence room { id } staff { brokenKinds booking { status } } }`;
const CLONE = `mutation ($input: CloneEventInput!) { result: cloneEvent(input: $input) {
  ... on ClonedEvents { events { ${EVENT} } } ... on Refusal { kind message }
  ... on SessionsRefused { conflicts { startDate room { branch { id } } } } } }`;
const READ = `query ($id: ID!) { result: event(id: $id) { ${EVENT} } }`;

export class CloneLab extends EditorialLab {
  static override async start(environment: Record<string, string> = {}): Promise<CloneLab> {
    const lab = new CloneLab(await startTestApp(environment));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    // The librarian writes events at all three branches; the approver at the central one.
    await lab.database.transaction(async (tx) => {
      await lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.next);
      await lab.grant(tx, 'librarian', 'LIBRARIAN', lab.branches.third);
    });
    return lab;
  }

  previewClone = (eventId: string, targets: readonly Parts[], asking?: Asking, parts: Parts = {}) =>
    this.asked<Preview>(PREVIEW, { input: { eventId, targets, ...parts } }, asking);
  clone = (eventId: string, targets: readonly Parts[], parts: Parts = {}, asking?: Asking) =>
    this.asked<Cloned>(CLONE, { input: { eventId, targets, ...parts } }, asking);
  whole = (id: string, asking?: Asking) => this.asked<Clone>(READ, { id }, asking);

  /** The proposal as it is sent back. */
  taking({ branch, slot }: Proposal): Parts {
    if (!slot) return { branchId: branch.id };
    const { startDate, startTime, endDate, endTime, room, layout, expectedPeople, setUpMinutes, tearDownMinutes } =
      slot;
    const equipment = slot.equipment.map(({ quantity, equipment: { id } }) => ({ equipmentId: id, quantity }));
    const inRoom = { roomId: room?.id, layout, expectedPeople, setUpMinutes, tearDownMinutes, equipment };
    const place = room
      ? { room: inRoom }
      : ({ ONLINE: { online: true }, BRANCH: { atBranch: true } }[slot.place] ?? { roomToBeFound: true });
    return { branchId: branch.id, slot: { startDate, startTime, endDate, endTime, place } };
  }

  /** Another room of a branch, a theatre without buffers. */
  roomIn(branchId: keyof CloneLab['branches'], capacity: number, nameUk: string): Promise<string> {
    return this.database.transaction((tx) =>
      this.addRoom(tx, this.branches[branchId], [layout('THEATRE', capacity)], { nameUk }),
    );
  }
}
