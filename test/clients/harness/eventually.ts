import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE = 60_000;

/** Asks again and again until the answer is the one awaited, and answers it. */
export async function eventually<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + DEADLINE; ;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`never came about; last seen: ${JSON.stringify(answer)}`);
    await pause(50);
  }
}
