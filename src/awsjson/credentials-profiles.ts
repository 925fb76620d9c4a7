import { parse } from 'ini';

/** A section of a credentials file. A setting that is there twice has a list as its value. */
export interface Profile {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Section {
  readonly name: string;
  readonly lines: string[];
}

/**
 * The profiles of an AWS-style INI file. Each section goes to the INI parser by itself: it would merge sections of one
 * name silently, and nest those with a dot in theirs.
 *
 * A fault names the line and never repeats it: what is wrong with it may be that it is a secret without a name.
 */
export function parseProfiles(text: string): { profiles: readonly Profile[] } | { faults: readonly string[] } {
  const sections: Section[] = [];
  const faults: string[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const here = `line ${at + 1}`;
    const current = sections.at(-1);
    if (/^\s*([;#].*)?$/.test(line)) continue;
    if (/^\s*\[/.test(line)) {
      const name = /^\s*\[([^\]]+)\]\s*([;#].*)?$/.exec(line)?.[1]?.trim();
      if (!name) faults.push(`${here}: a profile's name stands in brackets, on a line of its own`);
      else if (sections.some((section) => section.name === name)) {
        faults.push(`${here}: profile ${JSON.stringify(name)} is there a second time`);
      }
      sections.push({ name: name ?? here, lines: [] });
    } else if (!/^\s*[^=\s][^=]*=/.test(line)) faults.push(`${here} is not of the form "name = value"`);
    else if (!current) faults.push(`${here}: a setting stands before the first [profile]`);
    else if (/^[^=]*=\s*(["']).*\1\s*$/.test(line)) {
      // AWS's own tools take the quotes as a part of the value, and the signatures would not agree.
      faults.push(`${here}: a value in quotes; AWS's tools sign with the quotes, so write it without`);
    } else current.lines.push(escapeValue(line));
  }
  if (faults.length > 0) return { faults };
  return {
    profiles: sections.map(({ name, lines }) => ({
      name,
      settings: parse(lines.join('\n'), { bracketedArray: false }),
    })),
  };
}

/** For AWS's tools only white space makes `#` and `;` begin a comment, and a backslash is itself. */
const escapeValue = (line: string): string => line.replace(/\\|(?<=\S)[;#]/g, '\\$&');
