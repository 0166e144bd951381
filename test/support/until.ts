/** Waits until something is so, asking every 50 ms; a test's own timeout ends a wait in vain. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
