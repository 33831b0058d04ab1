import { serve } from './serve.ts';

try {
  await serve();
} catch (error) {
  process.stderr.write(`Backtalk cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
