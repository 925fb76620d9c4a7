/** Aborted by the first Ctrl-C or SIGTERM, or where the terminal goes; the second one ends the process, as it would have. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
