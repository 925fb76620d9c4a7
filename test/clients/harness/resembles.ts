import assert from 'node:assert/strict';

/** What of a documented answer is compared. */
export interface Likeness {
  /** The command that was answered: a documented value that it names has to come back. */
  readonly line: string;
  /** States are compared, too: an answer to a change shows the state that it begins with. */
  readonly states: boolean;
  /** Members whose values are not compared, because of what the example was recorded on. */
  readonly differs: readonly string[];
}

/** Whatever AWS gives as a page's continuation, an answer that is complete has none. */
const NOT_ASKED_FOR = 'nextToken';
/** A twelve-digit account, which is another each time. */
const ACCOUNT = /^\d{12,13}$/;

/** Asserts that an answer has every member that AWS's documented one has, of the same type, and what was asked for in it. */
export function resembles(answer: unknown, documented: unknown, likeness: Likeness, path = ''): void {
  if (Array.isArray(documented)) {
    assert.ok(Array.isArray(answer), `${path} is no list`);
    assert.ok(answer.length > 0 || documented.length === 0, `${path} is empty`);
    for (const [index, item] of documented.slice(0, answer.length).entries())
      resembles(answer[index], item, likeness, `${path}[${index}]`);
    return;
  }
  if (typeof documented === 'object' && documented !== null) {
    assert.ok(typeof answer === 'object' && answer !== null, `${path} is no object`);
    for (const [member, value] of Object.entries(documented)) {
      if (member === NOT_ASKED_FOR) continue;
      assert.ok(member in answer, `${path}.${member} is missing`);
      resembles((answer as Readonly<Record<string, unknown>>)[member], value, likeness, `${path}.${member}`);
    }
    return;
  }
  assert.equal(typeof answer, typeof documented, path);
  const member = path.slice(path.lastIndexOf('.') + 1);
  if (likeness.differs.includes(member) || ACCOUNT.test(String(documented))) return;
  if ((likeness.states && /(?:^s|S)tate$/.test(member)) || names(likeness.line, documented))
    assert.equal(answer, documented, path);
}

/** Whether a command says a value, as a word of its own. */
const names = (line: string, value: unknown): boolean => {
  const text = String(value).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text !== '' && new RegExp(`(?<![\\w./:-])${text}(?![\\w./:-])`).test(line);
};
