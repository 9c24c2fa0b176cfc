/** Walking an XML part without building a tree of it: deep nesting and size cost no memory. */
import { Parser } from 'htmlparser2';

export interface XmlVisitor {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

export type XmlOutcome = 'read' | 'doctype' | 'damaged';

const deepest = 500;

/** Thrown by a visitor that has seen enough; caught by its reader. */
export class Enough extends Error {}

/** Names lose their prefix ("w:tbl" is "tbl"): the parts of one document use one vocabulary each. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export function walkXml(bytes: Uint8Array, visitor: XmlVisitor): XmlOutcome {
  let text: string;
  try {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    text = new TextDecoder(wide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8', { fatal: true }).decode(
      bytes,
    );
  } catch {
    return 'damaged';
  }
  // entities are declared only in a document type, which office programs never write
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return 'doctype';
  let depth = 0;
  let seen = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++;
        seen = true;
        if (depth > deepest) throw new Enough('deep');
        visitor.open(localName(name), attributes);
      },
      onclosetag(name) {
        depth--;
        visitor.close(localName(name));
      },
      ontext(data) {
        visitor.text(data);
      },
    },
    { xmlMode: true, decodeEntities: true, recognizeSelfClosing: true },
  );
  parser.write(text);
  // asked before the end, which closes by itself whatever a torn file left open
  const sound = seen && depth === 0;
  parser.end();
  return sound ? 'read' : 'damaged';
}
