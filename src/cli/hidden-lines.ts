/** What a terminal is, as far as it is read without echo. */
export interface HiddenInput {
  setRawMode(raw: boolean): unknown;
  on(event: 'data', listener: (data: Buffer) => void): unknown;
  off(event: 'data', listener: (data: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const CONTROL_C = '\u0003';
const CONTROL_D = '\u0004';
const ERASE = ['\u0008', '\u007f'];
/** More is no list of keys. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * Reads lines from a terminal without showing them, up to an empty line or Ctrl-D. Pasted lines may come all at once.
 *
 * @param prompt asks for them: called when the terminal has stopped to echo, so that no fast answer is shown.
 * @throws Error on Ctrl-C.
 */
export async function readHiddenLines(input: HiddenInput, prompt: () => void): Promise<string> {
  input.setRawMode(true);
  input.resume();
  prompt();
  let text = '';
  let line = '';
  try {
    return await new Promise<string>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        input.off('data', take);
        settle();
      };
      const take = (data: Buffer): void => {
        for (const character of data.toString('utf8')) {
          if (character === CONTROL_C || text.length > MOST_CHARACTERS) {
            finish(() => reject(new Error('no key was read')));
            return;
          }
          const ends = character === '\r' || character === '\n';
          if (character === CONTROL_D || (ends && line === '')) {
            finish(() => resolve(text + line));
            return;
          }
          if (ends) {
            text += `${line}\n`;
            line = '';
          } else if (ERASE.includes(character)) line = line.slice(0, -1);
          else line += character;
        }
      };
      input.on('data', take);
    });
  } finally {
    input.setRawMode(false);
    input.pause();
  }
}
