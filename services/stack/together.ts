/**
 * Waits for all tasks. When one fails the others are aborted and waited for, so that nothing goes on behind the
 * caller's back, and the first failure is thrown.
 */
export async function together<Tasks extends readonly Promise<unknown>[]>(
  signal: AbortSignal,
  start: (signal: AbortSignal) => readonly [...Tasks],
): Promise<{ -readonly [Index in keyof Tasks]: Awaited<Tasks[Index]> }> {
  const controller = new AbortController();
  const tasks = start(AbortSignal.any([signal, controller.signal]));
  try {
    return await Promise.all(tasks);
  } catch (error) {
    controller.abort(error);
    await Promise.allSettled(tasks);
    throw error;
  }
}
