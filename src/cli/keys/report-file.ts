import { appendFile, writeFile } from 'node:fs/promises';

/** @throws Error that names the file if it cannot be written: to be known before anything is done */
export async function prepareReport(file: string | undefined): Promise<void> {
  if (file !== undefined) await appendFile(file, '');
}

export async function writeReport(file: string | undefined, report: object): Promise<void> {
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

export async function writePicture(file: string | undefined, svg: string): Promise<void> {
  if (file !== undefined) await writeFile(file, svg);
}
