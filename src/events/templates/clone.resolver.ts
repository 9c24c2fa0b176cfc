import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import { wallTimeOf } from '../../platform/time/wall.rules.ts';
import { textInZone } from '../../platform/time/zone.text.ts';
import type { EquipmentNeed } from '../../venues/finding/alternative.rules.ts';
import { CloneEventInput, PreviewCloneInput } from './clone.input.types.ts';
import { ClonePreviewService, type Proposed } from './clone.preview.service.ts';
import { CloneService } from './clone.service.ts';
import { cloneReason } from './clone.text.rules.ts';
import {
  CloneEventResult,
  ClonePreview,
  type CloneProposal,
  type CloneSlot,
  type EquipmentOfKind,
} from './clone.types.ts';

/** Of up to 20 branches all rooms are looked at, and two weeks to either side. */
const SEARCH_COST = 200;

@Resolver()
export class CloneResolver {
  readonly #previews: ClonePreviewService;
  readonly #clones: CloneService;

  constructor(previews: ClonePreviewService, clones: CloneService) {
    this.#previews = previews;
    this.#clones = clones;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Query(() => ClonePreview, {
    complexity: ({ childComplexity }: { childComplexity: number }) => SEARCH_COST + childComplexity,
    description:
      'What clones of an event would come to: for each branch the best room at the wanted time, else the nearest time at which one is free. Librarians and approvers of the branches only.',
  })
  async previewClone(
    @Args('input', { description: 'What is to be cloned, and where to.' }) input: PreviewCloneInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    const { dates, proposals } = await this.#previews.preview(input, { viewer, language });
    return { dates, targets: proposals.map((one) => shownProposal(one, language)) };
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => CloneEventResult, {
    complexity: ({ childComplexity }: { childComplexity: number }) => SEARCH_COST + childComplexity,
    description:
      'Makes drafts like an event, with all its dates moved so that the first takes its slot; further dates that do not fit stay listed, to be placed. All clones are made, or none. Librarians and approvers of the branches only.',
  })
  cloneEvent(
    @Args('input', { description: 'What is to be cloned, and where to.' }) input: CloneEventInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#clones.clone(input, { viewer, language });
  }
}

function shownProposal(proposed: Proposed, language: Language): CloneProposal {
  const { branch, verdict, wall, people, slot, fits, toPlace, lacking } = proposed;
  const reason = cloneReason({ verdict, wish: slot?.wish ?? null, wanted: wall, people }, language);
  const told = lacking.map(shownNeed);
  return { branch, verdict, reason, slot: shownSlot(proposed), fits, toPlace, lacking: told };
}

function shownSlot({ slot, time, place }: Proposed): CloneSlot | null {
  if (!time) return null;
  const said = {
    ...{ ...wallTimeOf(time), place },
    start: textInZone(time.startsAt, time.zone),
    end: textInZone(time.endsAt, time.zone),
  };
  if (!slot) return { ...said, ...WITHOUT_ROOM };
  const { room, layout, expectedPeople, equipment, ...buffers } = slot.wish;
  return {
    ...{ ...said, room, layout: layout.kind, expectedPeople, equipment },
    setUpMinutes: buffers.setUpMinutes === layout.setUpMinutes ? null : buffers.setUpMinutes,
    tearDownMinutes: buffers.tearDownMinutes === layout.tearDownMinutes ? null : buffers.tearDownMinutes,
  };
}

const WITHOUT_ROOM = {
  ...{ room: null, layout: null, expectedPeople: null, setUpMinutes: null, tearDownMinutes: null },
  equipment: [],
};

/** What has no kind of its own is of the kind OTHER, whatever its name. */
function shownNeed({ sameAs, quantity }: EquipmentNeed): EquipmentOfKind {
  return { kind: (sameAs.startsWith('OTHER ') ? 'OTHER' : sameAs) as EquipmentOfKind['kind'], quantity };
}
