/** What can be said against a resource policy; nothing, if it can be attached. */
export interface PolicyFindings {
  /** It is no policy document at all, and why. */
  readonly malformed?: string;
  /** It lets anybody in. */
  readonly public?: boolean;
}

/**
 * Judges the form of a policy document. What it grants is kept and shown but not enforced: all of an account's callers
 * may use all of its secrets.
 */
export function judgePolicy(text: string): PolicyFindings {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { malformed: 'it is not valid JSON' };
  }
  if (!isObject(document)) return { malformed: 'it is not a JSON object' };
  const statements = [document['Statement']].flat();
  if (!statements.every(isObject)) return { malformed: 'Statement must be an object or a list of objects' };
  for (const statement of statements) {
    const effect = statement['Effect'];
    if (effect !== 'Allow' && effect !== 'Deny')
      return { malformed: 'each statement needs an Effect of Allow or Deny' };
    if (statement['Action'] === undefined && statement['NotAction'] === undefined) {
      return { malformed: 'each statement needs an Action' };
    }
    if (statement['Principal'] === undefined && statement['NotPrincipal'] === undefined) {
      return { malformed: 'each statement needs a Principal' };
    }
  }
  return statements.some(letsAnybodyIn) ? { public: true } : {};
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A statement that allows a wildcard principal, without a condition that would narrow it. */
function letsAnybodyIn(statement: Readonly<Record<string, unknown>>): boolean {
  if (statement['Effect'] !== 'Allow' || statement['Condition'] !== undefined) return false;
  const principal = statement['Principal'];
  const named = isObject(principal) ? principal['AWS'] : principal;
  return [named].flat().includes('*');
}
