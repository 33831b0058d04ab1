export const target = '/api/v1/thread?site=blog&url=https%3A%2F%2Fblog.example%2F2026%2F11%2Fan-article-with-a-title%2F';
export const fragmentTarget = `${target.replace('/api/v1', '')}&fragment=1`;
