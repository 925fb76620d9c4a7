/** Progress goes to standard error: standard output is the tables. */
export const note = (text) => process.stderr.write(`${text}\n`);
