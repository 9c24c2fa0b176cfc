import type { EventKind } from '../../plans/recognition/recognised-plan.ts';
import {
  audienceFace,
  branchFace,
  districtFace,
  eventFace,
  type FeedFace,
  goalFace,
  kindFace,
  measureFace,
} from '../subjects/face.rules.ts';
import type { ListedRow } from './listed.store.ts';

/** What readers see of a listed feed: the same as whoever asks for it. */
export function faceOfListed(row: ListedRow): FeedFace {
  const { of, name, titleUk, titleEn } = row;
  const [id, year, address] = [row.id ?? '', row.year ?? 0, row.address ?? ''];
  const named = { slug: name, nameUk: titleUk, nameEn: titleEn ?? titleUk };
  switch (of) {
    case 'AUDIENCE':
      return audienceFace(named);
    case 'BRANCH':
      return branchFace({ ...named, address });
    case 'DISTRICT':
      return districtFace(named);
    case 'KIND':
      return kindFace(name as EventKind); // the list is made of them
    case 'GOAL':
      return goalFace({ id, year, slug: name, text: titleUk, isFirst: row.isFirst });
    case 'MEASURE':
      return measureFace({ year, number: name, wording: titleUk });
    case 'SERIES':
    case 'EVENT':
      return eventFace(of, { id, titleUk, titleEn });
  }
}
