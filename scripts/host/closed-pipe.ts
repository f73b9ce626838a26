/**
 * Whoever reads our output may have enough (`docpact lint | head -1`): what is left is not written, and the call ends as
 * it would have, with its files and its exit code. Without a listener Node ends here with a stack.
 */
export function outlivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
