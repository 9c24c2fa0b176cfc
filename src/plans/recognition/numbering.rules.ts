import type { Finding } from './finding.rules.ts';
import type { Draft } from './measure.rules.ts';

/** Numbers that occur twice or leave some out; a section may start to count anew. */
export function numberingFindings(drafts: readonly Draft[]): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let previous: Draft | null = null;
  for (const draft of drafts) {
    const { number, rows } = draft;
    const at = { line: rows.lines[0] ?? null, measure: number };
    if (seen.has(number)) findings.push({ code: 'number-duplicate', ...at, text: number });
    else if (jumps(previous, draft)) {
      findings.push({ code: 'number-gap', ...at, text: number, detail: previous === null ? '0' : previous.number });
    }
    seen.add(number);
    previous = draft;
  }
  return findings;
}

interface Parts {
  readonly parent: string;
  readonly last: number;
}

function partsOf(number: string): Parts | null {
  const found = /^((?:\d+[.-])*)(\d+)\p{L}?$/u.exec(number);
  return found === null ? null : { parent: found[1] ?? '', last: Number(found[2]) };
}

function jumps(previous: Draft | null, draft: Draft): boolean {
  const parts = partsOf(draft.number);
  if (parts === null) return false;
  const before = previous === null ? null : partsOf(previous.number);
  if (before === null) return previous === null && parts.last > 1 && parts.parent === '';
  if (before.parent !== parts.parent)
    return parts.last > 1 && parts.parent !== '' && !`${previous?.number ?? ''}.`.startsWith(parts.parent);
  if (parts.last === 1 && draft.rows.section !== previous?.rows.section) return false;
  return parts.last !== before.last + 1 && parts.last !== before.last;
}
