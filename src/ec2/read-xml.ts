/** An element of an answer of EC2's, which has no use for attributes, and no text beside elements. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const TOKEN = /<[?!][^>]*>|<(\/?)([\w.:-]+)[^>]*?(\/?)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a document; undefined if it is none. */
export function readXml(document: string): XmlElement | undefined {
  const root: Open = { name: '', text: '', children: [] };
  const path: Open[] = [root];
  for (const [, closing, name, empty, text] of document.matchAll(TOKEN)) {
    const parent = path.at(-1);
    if (!parent) return undefined;
    if (text !== undefined) parent.text += decoded(text);
    else if (name === undefined) continue;
    else if (closing === '/') {
      if (path.pop()?.name !== name) return undefined;
    } else {
      const child: Open = { name, text: '', children: [] };
      parent.children.push(child);
      if (empty !== '/') path.push(child);
    }
  }
  return path.length === 1 ? root.children[0] : undefined;
}

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

/** The first child of that name. */
export const child = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent?.children.find((each) => each.name === name);

/** The text of the first child of that name; undefined if there is none, or nothing in it. */
export const textOf = (parent: XmlElement | undefined, name: string): string | undefined =>
  child(parent, name)?.text.trim() || undefined;

/** The items of a list of that name. */
export const itemsOf = (parent: XmlElement | undefined, name: string): readonly XmlElement[] =>
  child(parent, name)?.children.filter((each) => each.name === 'item') ?? [];
