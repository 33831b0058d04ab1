import { html } from '../html.ts';
import { pathTo } from '../moderators/sign-in-page.ts';

/** The document that the dashboard fills. Without JavaScript it says so, and leads to what works without. */
export function dashboardPage(publicUrl: string, build: string): string {
  const at = (path: string) => pathTo(publicUrl, path);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Backtalk</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${at(`/admin/parts/${build}/dashboard.css`)}">
<script type="module" src="${at(`/admin/parts/${build}/dashboard.js`)}"></script>
</head>
<body>
<div id="dashboard" data-base="${at('/')}">
<noscript>
<main class="alone">
<h1>The dashboard needs JavaScript</h1>
<p>Your browser runs none here. <a href="${at('/admin/account')}">Your account</a>, with signing out, works without.</p>
</main>
</noscript>
</div>
</body>
</html>
`.text;
}
