// Between what is said of a template and the event it would give.
import type { Reader } from '../../platform/db/database.ts';
import { audiencesByIds, entriesByIds } from '../../directory/entry.store.ts';
import { invalidInput } from '../../platform/faults/fault.ts';
import type { Id } from '../../platform/ids/id.ts';
import type { Language } from '../../platform/language/language.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { measuresByIds } from '../../plans/measure.store.ts';
import { imageOf } from '../content/event.image.ts';
import { speakersByIds, speakersOfEvents } from '../content/event.parts.store.ts';
import { imageOfDraft, type WishRefusal } from '../content/event.wish.ts';
import type { EventRow } from '../record/event.tables.ts';
import { detailsMoved } from './details.days.rules.ts';
import type { TemplateContentInput } from './template.input.types.ts';
import { contentAfter, type ContentWish, type TemplateContent } from './template.rules.ts';

/** What the input says, in the form in which it is kept. */
function saidOf(before: TemplateContent | null, input: TemplateContentInput): ContentWish {
  const { contact, lesson, contest, exhibition, training, materials, ...rest } = input;
  const { primaryMeasureId, furtherMeasureIds, ...words } = rest;
  const { name, phone, email } = contact === null ? NOBODY : (contact ?? {});
  const [primary = null, ...further] = before?.measureIds ?? [];
  const first = primaryMeasureId === undefined ? primary : primaryMeasureId;
  const others = furtherMeasureIds === undefined ? further : (furtherMeasureIds ?? []);
  if (first === null && furtherMeasureIds != null && others.length > 0) {
    throw invalidInput('furtherMeasureIds go with primaryMeasureId', { argument: 'furtherMeasureIds' });
  }
  const said = Object.entries({ lesson, contest, exhibition, training }).filter(([, part]) => part !== undefined);
  const own = Object.entries({ ...before?.details, ...Object.fromEntries(said) }).filter(([, part]) => part !== null);
  return {
    ...{ ...words, contactName: name, contactPhone: phone, contactEmail: email },
    measureIds: first === null ? null : [first, ...others],
    details: Object.fromEntries(own),
    // When it is decided goes with what is decided.
    ...(rest.minimumAttendance === null && rest.decideDaysBefore === undefined && { decideDaysBefore: null }),
    // Of an event they are its own; a template gives new ones.
    materials: materials?.map(({ id: _, ...material }) => material) ?? materials,
  };
}

const NOBODY = { name: null, phone: null, email: null };

/**
 * The content after an edit, checked as the event that it would give: throws NOT_FOUND for ids of nothing, BAD_USER_INPUT
 * for fields that contradict each other. Nothing that is checked depends on the branch.
 */
export async function readContent(
  reader: Reader,
  { before, kind, branchId }: { before: TemplateContent | null; kind: TemplateContent['kind']; branchId: Id<'Branch'> },
  input: TemplateContentInput,
  language: Language,
): Promise<TemplateContent | WishRefusal> {
  const kept = before && (await currentContent(reader, before));
  const content = contentAfter(kept, kind, saidOf(kept, input));
  const { titleUk = '', measureIds = [], audienceIds = [] } = content;
  const image = await imageOfDraft(reader, { ...content, titleUk, branchId, measureIds, audienceIds }, language);
  if (isRefusal(image)) return image;
  // Lists as they are written here, each thing once; parts whole, with what is usual where nothing was said.
  const parts = ['audienceIds', 'measureIds', 'organisers', 'speakers', 'registration'] as const;
  const named = parts.flatMap((part) => (content[part] ? [[part, image[part]] as const] : []));
  const own = Object.entries(image.details).filter(([name]) => name in (content.details ?? {}));
  return { ...content, ...Object.fromEntries(named), details: Object.fromEntries(own) };
}

/**
 * What a template of the event gives: all but what is this event's own; and of what is for the staff of its branch nothing
 * where others use the template too.
 */
export async function contentOfEvent(
  reader: Reader,
  event: EventRow,
  templateBranchId: Id<'Branch'> | null,
): Promise<TemplateContent> {
  const { branchId, joinUrl: _, staffNotes, details, ...image } = await imageOf(reader, event);
  const isTheirs = branchId === templateBranchId;
  const materials = image.materials.filter(({ visibility }) => isTheirs || visibility === 'PUBLIC');
  const known = (await speakersOfEvents(reader, [event.id])).get(event.id) ?? [];
  const speakers = known.filter(({ speaker }) => isTheirs || speaker.consentOn !== null);
  const { arrangement, registrationUnit, attendanceThreshold } = event;
  return contentAfter(null, event.kind, {
    ...{ ...image, arrangement, registrationUnit, attendanceThreshold },
    ...{ details: detailsMoved(details, null), staffNotes: isTheirs ? staffNotes : null },
    materials: materials.map(({ id: _id, ...material }) => material),
    speakers: speakers.map(({ speaker, role }) => ({ speakerId: speaker.id, role })),
  });
}

/** The same without what has gone since the template was written: deleted measures, speakers who retired. */
export async function currentContent(reader: Reader, content: TemplateContent): Promise<TemplateContent> {
  const { audienceIds, measureIds, organisers, speakers, ...rest } = content;
  const [primary, ...further] = measureIds ?? [];
  const [knownAudiences, knownMeasures, knownBodies, knownSpeakers] = await Promise.all([
    audiencesByIds(reader, audienceIds ?? []),
    measuresByIds(reader, measureIds ?? []),
    entriesByIds(
      reader,
      'body',
      (organisers ?? []).map(({ bodyId }) => bodyId),
    ),
    speakersByIds(
      reader,
      (speakers ?? []).map(({ speakerId }) => speakerId),
    ),
  ]);
  return {
    ...rest,
    ...(audienceIds && { audienceIds: audienceIds.filter((id) => knownAudiences.has(id)) }),
    ...(primary !== undefined &&
      knownMeasures.has(primary) && { measureIds: [primary, ...further.filter((id) => knownMeasures.has(id))] }),
    ...(organisers && { organisers: organisers.filter(({ bodyId }) => knownBodies.has(bodyId)) }),
    ...(speakers && {
      speakers: speakers.filter(({ speakerId }) => knownSpeakers.get(speakerId)?.retiredAt === null),
    }),
  };
}
