// Reads Atom as a reader of news does, with a parser of another house.
import { DomUtils, parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];

/** An element of XML, its text put together. */
class XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;

  constructor(name: string, attributes: Readonly<Record<string, string>>, within: readonly Node[]) {
    this.name = name;
    this.attributes = attributes;
    this.children = within
      .filter((node) => 'attribs' in node)
      .map((node) => new XmlElement(node.name, node.attribs, node.children));
    this.text = within.map((node) => DomUtils.textContent(node)).join('');
  }

  all(name: string): XmlElement[] {
    return this.children.filter((one) => one.name === name);
  }

  /** The only one of this name; throws where there are more, or none. */
  one(name: string): XmlElement {
    const [found, ...others] = this.all(name);
    if (!found || others.length > 0) throw new Error(`${this.all(name).length} of ${name} in ${this.name}`);
    return found;
  }
}

/** The feed element, and what stands before it. */
export function readAtom(text: string): { readonly prolog: string; readonly feed: XmlElement } {
  const end = text.indexOf('?>') + 2;
  const root = new XmlElement('', {}, parseDocument(text.slice(end), { xmlMode: true }).children);
  return { prolog: text.slice(0, end), feed: root.one('feed') };
}

/** What a reader of news shows of HTML: its lines. */
export function shownOf(html: string): string {
  const shown = (node: Node): string => {
    if ('attribs' in node && node.name === 'br') return '\n';
    return 'children' in node ? node.children.map(shown).join('') : DomUtils.textContent(node);
  };
  return parseDocument(html).children.map(shown).join('');
}
