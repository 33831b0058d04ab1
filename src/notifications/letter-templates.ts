/** Both templates walk the same parts. Eta escapes what `<%= %>` puts out in the one for HTML, and nothing in the one for plain text. */
export const textTemplate = `<% for (const part of it.parts) { %>
<% if (part.kind === 'heading') { %>
<%= part.text %>

<%= '-'.repeat(Math.min(part.text.length, 60)) %>

<% } else if (part.kind === 'facts') { %>
<% for (const fact of part.facts) { %>
<%= fact.name %>: <%= fact.value %><% if (fact.url) { %> <<%= fact.url %>><% } %>

<% } %>
<% } else if (part.kind === 'quote') { %>
<% for (const line of it.linesOf(part.text)) { %>
> <%= line %>

<% } %>
<% } else if (part.kind === 'links') { %>
<% for (const link of part.links) { %>
<%= link.text %>: <%= link.url %>

<% } %>
<% } else { %>
<%= part.text %>

<% } %>

<% } %>`;

const font = 'font:16px/1.5 system-ui,sans-serif';
const button =
  'display:inline-block;margin:0 0 .5em;margin-inline-end:.5em;padding:.4em 1em;border:1px solid;border-radius:4px;text-decoration:none';

/** No picture, no script, nothing that is loaded; \`bdi\` keeps what comes from outside from turning the words around it. */
export const htmlTemplate = `<!doctype html>
<html lang="<%= it.lang %>" dir="<%= it.dir %>"><head><meta charset="utf-8"><title><%= it.subject %></title><meta name="color-scheme" content="light dark"></head>
<body style="${font};max-width:40em;margin:1em auto;padding:0 1em">
<main>
<% for (const part of it.parts) { const level = part === it.parts[0] ? 'h1' : 'h2' %>
<% if (part.kind === 'heading') { %><<%= level %> style="font-size:1.1em"><bdi><%= part.text %></bdi></<%= level %>>
<% } else if (part.kind === 'facts') { %><p><% for (const fact of part.facts) { %><%= fact.name %>: <bdi><% if (fact.url) { %><a href="<%= fact.url %>"><%= fact.value %></a><% } else { %><%= fact.value %><% } %></bdi><br><% } %></p>
<% } else if (part.kind === 'quote') { %><blockquote dir="auto" style="margin:1em 0;padding-inline-start:1em;border-inline-start:3px solid #888;white-space:pre-wrap;overflow-wrap:anywhere"><%= part.text %></blockquote>
<% } else if (part.kind === 'links') { %><p><% for (const link of part.links) { %><a href="<%= link.url %>" style="${button}"><%= link.text %></a><% } %></p>
<% } else if (part.kind === 'note') { %><p style="font-size:.85em;opacity:.8"><%= part.text %></p>
<% } else { %><p><%= part.text %></p>
<% } %><% } %></main></body></html>
`;
