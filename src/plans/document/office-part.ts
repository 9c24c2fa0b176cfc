/** Where the parts of an office document are, told from its relationships as office programs tell it. */
import type { Parts } from './archive.reader.ts';
import { walkXml } from './xml.reader.ts';

interface Relationship {
  readonly id: string;
  /** The last word of the type's address: officeDocument, worksheet, styles, … */
  readonly type: string;
  readonly target: string;
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);

/** Resolves a target like "../styles.xml" against the folder of the part that names it. */
function resolved(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1).toLowerCase();
  const path: string[] = [];
  for (const step of `${folderOf(from)}${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/').toLowerCase();
}

export function relationshipsOf(parts: Parts, part: string): Relationship[] {
  const folder = folderOf(part);
  const bytes = parts.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const found: Relationship[] = [];
  if (bytes === undefined) return found;
  walkXml(bytes, {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || TargetMode === 'External') return;
      if (found.length < 2_000)
        found.push({ id: Id, type: (Type ?? '').split('/').at(-1) ?? '', target: resolved(part, Target) });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

export const isRelationshipPart = (name: string): boolean => name.endsWith('.rels');

/** The part that holds the document itself; the usual name where the relationships do not say. */
export function mainPart(parts: Parts, usual: string): string | null {
  const named = relationshipsOf(parts, '').find(({ type }) => type === 'officeDocument')?.target;
  if (named !== undefined && parts.has(named)) return named;
  return parts.has(usual) ? usual : null;
}
