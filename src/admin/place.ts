/** Where the service is: its path with a slash at the end, as its document says. */
export const base = document.getElementById('dashboard')?.dataset['base'] ?? '/';
